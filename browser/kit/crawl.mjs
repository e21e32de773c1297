// Visits every page that can be reached by links, as somebody who is signed in.
import { expect } from '@playwright/test';
import { LANGUAGES } from './browser.mjs';
import { faultsInEveryLook } from './page.mjs';

/** Of pages that differ only in which thing they show, or how it is sorted, this many. */
const ALIKE = 2;
const MOST = 400;

/** What a page shows, without which: `/cases/:id?sort`. */
function kind(url) {
  const path = url.pathname
    .split('/')
    .map((part) => (/^[0-9a-f]{8}-[0-9a-f-]{27}$|^\d+$/.test(part) ? ':id' : part))
    .join('/');
  return `${path}?${[...new Set(url.searchParams.keys())].sort().join('&')}`;
}

async function links(page) {
  const hrefs = await page.locator('a[href]:not([download])').evaluateAll((all) => all.map((a) => a.href));
  return hrefs.map((href) => new URL(href)).filter((url) => url.origin === new URL(page.url()).origin);
}

/** Visits everything from where the page stands; returns the addresses and what is wrong, each with its address. */
export async function crawl(page) {
  const open = [page.url()];
  const known = new Set(open);
  const visited = new Map();
  const found = [];
  let pages = 0;
  while (open.length > 0 && pages < MOST) {
    const address = open.shift();
    const name = kind(new URL(address));
    if ((visited.get(name) ?? 0) >= ALIKE) continue;
    visited.set(name, (visited.get(name) ?? 0) + 1);
    const status = await visit(page, address);
    if (status === 'file') continue;
    pages += 1;
    if (status !== 200) {
      found.push(`${address}: answered with ${status}`);
      continue;
    }
    found.push(...(await faultsInEveryLook(page)).map((fault) => `${address}: ${fault}`));
    for (const url of await links(page)) {
      url.hash = '';
      if (!known.has(url.href)) open.push(url.href);
      known.add(url.href);
    }
  }
  return { pages, kinds: [...visited.keys()], found };
}

/** Goes to a page; its status, or that there is a file which a browser puts away. */
async function visit(page, address) {
  // Asked for first, since the browser makes a page of its own of an answer without content.
  const answer = await page.request.get(address);
  const headers = answer.headers();
  if (answer.status() !== 200) return answer.status();
  if (!headers['content-type']?.startsWith('text/html') || headers['content-disposition']?.startsWith('attachment')) return 'file';
  return (await page.goto(address)).status();
}

/** What is wrong everywhere is said once, with the number of pages. */
function gathered(found) {
  const places = new Map();
  for (const line of found) {
    const [, address, fault] = line.match(/^(\S+?): (.*)$/s);
    places.set(fault, [...(places.get(fault) ?? []), address]);
  }
  return [...places].map(([fault, all]) => `${fault}\n      at ${all.slice(0, 3).join(' ')}${all.length > 3 ? ` and ${all.length - 3} more` : ''}`);
}

/** A test for each language, of every page in every look. `enter(page, place)` leaves the page where the crawl begins. */
export function crawlTests(test, fixture, enter) {
  for (const lang of LANGUAGES) {
    test.describe(lang, () => {
      test.use({ lang });
      test.setTimeout(20 * 60_000);
      const body = async (page, place) => {
        await enter(page, place);
        const { pages, kinds, found } = await crawl(page);
        console.log(`${pages} pages of ${kinds.length} kinds`);
        expect(pages).toBeGreaterThan(3);
        expect(gathered(found)).toEqual([]);
      };
      // Playwright reads the names of the fixtures off the function.
      if (fixture === 'house') test('every page is in order, light and dark, wide and narrow', ({ page, house }) => body(page, house));
      else test('every page is in order, light and dark, wide and narrow', ({ page, demo }) => body(page, demo));
    });
  }
}
