// Makes docs/screenshots/ anew from the demo organisation: `cargo xtask screenshots`.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { LANGUAGES, WIDTHS, launch } from './kit/browser.mjs';
import { start } from './kit/server.mjs';
import { LOCALES, PEOPLE, enterDemo, setUp } from './kit/test.mjs';
import { EMPTY, PICTURES } from './pictures.mjs';

const LOOKS = {
  '': { viewport: WIDTHS.wide, colorScheme: 'light' },
  '-dark': { viewport: WIDTHS.wide, colorScheme: 'dark' },
  '-narrow': { viewport: WIDTHS.narrow, colorScheme: 'light', isMobile: true, hasTouch: true },
};

const url = process.env.JOURNEY_DEMO_URL;
if (!url) throw new Error('JOURNEY_DEMO_URL names no server with the demo organisation');
const folder = process.env.JOURNEY_PICTURES ?? new URL('../docs/screenshots', import.meta.url).pathname;

/** One picture; says what went wrong, if something did. */
async function take(page, picture, at, file) {
  try {
    const answer = await page.goto(at);
    if (answer.status() !== (picture.status ?? 200)) return `answered with ${answer.status()}`;
    await picture.go?.(page);
    // Whatever the step began to fetch.
    await page.waitForLoadState('networkidle');
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 50 });
    await session.detach();
    fs.writeFileSync(file, Buffer.from(data, 'base64'));
    return undefined;
  } catch (error) {
    return error.message.split('\n')[0];
  }
}

fs.mkdirSync(folder, { recursive: true });
for (const old of fs.readdirSync(folder).filter((name) => /\.(jpg|webp)$/.test(name))) fs.rmSync(path.join(folder, old));

const browser = await chromium.launch(launch);
const failed = [];
let bytes = 0;
let taken = 0;
const only = process.env.JOURNEY_ONLY?.split(',');
const wanted = (picture, look) => !(picture.wide && look === '-narrow') && (!only || only.includes(picture.name));

async function shoot(page, picture, at, lang, look) {
  const name = `${picture.name}-${lang}${look}.webp`;
  const wrong = await take(page, picture, at, path.join(folder, name));
  if (wrong) return failed.push(`${name}: ${wrong}`);
  taken += 1;
  bytes += fs.statSync(path.join(folder, name)).size;
}

/** A window of one look, for as long as `work` takes. */
async function within(lang, options, work) {
  const context = await browser.newContext({ ...options, locale: LOCALES[lang], timezoneId: 'Europe/Copenhagen', reducedMotion: 'reduce' });
  context.setDefaultTimeout(15_000);
  await work(await context.newPage(), context);
  await context.close();
}

for (const lang of LANGUAGES) {
  const fresh = await start();
  const empty = await setUp(browser, lang);
  for (const [look, options] of Object.entries(LOOKS)) {
    for (const who of [...new Set(PICTURES.map((picture) => picture.who))]) {
      await within(lang, options, async (page) => {
        if (who) await enterDemo(page, url, PEOPLE[who], lang);
        for (const picture of PICTURES.filter((one) => one.who === who && wanted(one, look))) await shoot(page, picture, url + picture.path, lang, look);
      });
    }
    await within(lang, options, async (page, context) => {
      for (const picture of EMPTY.filter((one) => wanted(one, look))) {
        if (picture.path === 'welcome') {
          await shoot(page, picture, fresh.welcome, lang, look);
        } else {
          // Some end as somebody else.
          await context.addCookies(empty.cookies);
          await shoot(page, picture, empty.server.url + picture.path, lang, look);
        }
      }
    });
  }
  await fresh.stop();
  await empty.server.stop();
}
await browser.close();
console.log(`${taken} pictures, ${(bytes / 1e6).toFixed(1)} MB`);
if (failed.length > 0) {
  console.error(failed.join('\n'));
  process.exitCode = 1;
}
