// Makes docs/screenshots/ anew from the demo organisation: `cargo xtask screenshots`.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { LANGUAGES, WIDTHS, launch } from './kit/browser.mjs';
import { LOCALES, PEOPLE, enterDemo } from './kit/test.mjs';
import { PICTURES } from './pictures.mjs';

const LOOKS = {
  '': { viewport: WIDTHS.wide, colorScheme: 'light' },
  '-dark': { viewport: WIDTHS.wide, colorScheme: 'dark' },
  '-narrow': { viewport: WIDTHS.narrow, colorScheme: 'light', isMobile: true, hasTouch: true },
};

const url = process.env.JOURNEY_DEMO_URL;
if (!url) throw new Error('JOURNEY_DEMO_URL names no server with the demo organisation');
const folder = process.env.JOURNEY_PICTURES ?? new URL('../docs/screenshots', import.meta.url).pathname;

/** One picture; says what went wrong, if something did. */
async function take(page, picture, file) {
  try {
    const answer = await page.goto(url + picture.path);
    if (answer.status() >= 400) return `answered with ${answer.status()}`;
    await picture.go?.(page);
    // Whatever the step began to fetch.
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: file, type: 'jpeg', quality: 60, animations: 'disabled', caret: 'hide' });
    return undefined;
  } catch (error) {
    return error.message.split('\n')[0];
  }
}

fs.mkdirSync(folder, { recursive: true });
for (const old of fs.readdirSync(folder).filter((name) => name.endsWith('.jpg'))) fs.rmSync(path.join(folder, old));

const browser = await chromium.launch(launch);
const failed = [];
let bytes = 0;
let taken = 0;
for (const lang of LANGUAGES) {
  for (const who of [...new Set(PICTURES.map((picture) => picture.who))]) {
    for (const [look, options] of Object.entries(LOOKS)) {
      const context = await browser.newContext({ ...options, locale: LOCALES[lang], timezoneId: 'Europe/Copenhagen', reducedMotion: 'reduce' });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      if (who) await enterDemo(page, url, PEOPLE[who], lang);
      for (const picture of PICTURES.filter((one) => one.who === who)) {
        const name = `${picture.name}-${lang}${look}.jpg`;
        const wrong = await take(page, picture, path.join(folder, name));
        if (wrong) failed.push(`${name}: ${wrong}`);
        else {
          taken += 1;
          bytes += fs.statSync(path.join(folder, name)).size;
        }
      }
      await context.close();
    }
  }
}
await browser.close();
console.log(`${taken} pictures, ${(bytes / 1e6).toFixed(1)} MB`);
if (failed.length > 0) {
  console.error(failed.join('\n'));
  process.exitCode = 1;
}
