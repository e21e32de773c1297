// What every page must be, in any state: quiet, free of what axe finds, never wider than the window.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from '@playwright/test';
import { SCHEMES, WIDTHS } from './browser.mjs';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const run = (options) => `axe.run(${JSON.stringify(options)}).then((r) => JSON.stringify(r.violations.map((v) => ({
  rule: v.id, nodes: v.nodes.length, html: v.nodes[0].html.slice(0, 200), why: v.nodes[0].failureSummary.replace(/\\s+/g, ' ').slice(0, 260),
}))))`;
const ALL = { rules: { 'target-size': { enabled: true } } };
/** What another colour scheme can change. */
const COLOURS = { runOnly: ['color-contrast', 'link-in-text-block'] };

const said = new WeakMap();

/** Notes from now on what the page complains of. */
export function listen(page) {
  const noise = [];
  said.set(page, noise);
  page.on('pageerror', (error) => noise.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    // A form that was refused is answered with its status; Chromium calls that an error.
    const refused = /status of (401|409|413|422|429)/.test(message.text()) && message.location().url.startsWith(new URL(page.url()).origin);
    if (!refused) noise.push(`console: ${message.text()}`);
  });
  return page;
}

/** Everything that is wrong with the page as it stands; or only with its colours. */
export async function faults(page, { colours = false } = {}) {
  await page.waitForLoadState('load');
  const found = (said.get(page) ?? ['nobody listened to this page']).splice(0);
  const [width, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  if (width > inner) found.push(`scrolls sideways: ${width} in ${inner}`);
  // Through the protocol, since the page's own policy forbids what isn't the product's.
  const session = await page.context().newCDPSession(page);
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await evaluate(`globalThis.axe || (() => { ${AXE} })(); 0`);
  for (const { rule, nodes, html, why } of JSON.parse(await evaluate(run(colours ? COLOURS : ALL)))) found.push(`axe ${rule} (${nodes}): ${html} ${why}`);
  await session.detach();
  return found;
}

/** Everything that is wrong with the page in each way it is shown, each with that way. */
export async function faultsInEveryLook(page) {
  const found = [];
  for (const [width, viewport] of Object.entries(WIDTHS)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      found.push(...(await faults(page, { colours: colorScheme === 'dark' })).map((fault) => `${width}, ${colorScheme}: ${fault}`));
    }
  }
  await page.setViewportSize(WIDTHS.wide);
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** Asserts that nothing is wrong with the page as it stands. */
export async function pageOk(page) {
  expect(await faults(page), page.url()).toEqual([]);
}
