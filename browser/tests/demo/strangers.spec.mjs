// Somebody outside a template's access, in another browser, finds nothing of its cases anywhere.
import { PEOPLE, expect, test } from '../../kit/test.mjs';

test('a newcomer finds nothing of a case by any page, search, suggestion, address or API call', async ({ page, demo, browser }) => {
  await demo.enter(page, PEOPLE.caseworker);
  await page.goto(`${demo.url}/cases?view=mine`);
  const link = page.locator('#main table tbody .title a').first();
  const [title, href] = [await link.textContent(), await link.getAttribute('href')];
  await page.goto(demo.url + href);
  const document = await page.locator('#documents a[href^="/documents/"]').first().getAttribute('href');

  const other = await browser.newContext();
  const stranger = await other.newPage();
  await demo.enter(stranger, 'Simon Aaby');
  for (const path of ['/', '/cases?view=all&status=', '/journal', `/search?q=${encodeURIComponent(title)}`, '/search']) {
    await stranger.goto(demo.url + path);
    // The search page repeats what was searched for, so the case is known by its address.
    expect(await stranger.content(), path).not.toContain(href);
    if (!path.startsWith('/search?')) await expect(stranger.locator('#main'), path).not.toContainText(title);
  }
  const words = encodeURIComponent(title.split(' ')[0]);
  for (const path of [`/search/suggest?q=${words}`, `/pick/cases?q=${words}`, '/api/v1/cases', `/api/v1/search?q=${words}`]) {
    const answer = await stranger.request.get(demo.url + path);
    const said = await answer.text();
    expect(said, path).not.toContain(title);
    expect(said, path).not.toContain(href.split('/').pop());
  }
  for (const path of [href, document, `${href}/history`, `${href}/members`, `/api/v1${href}`, `/api/v1${document}`, `${document}/preview`]) {
    const answer = await stranger.request.get(demo.url + path);
    expect(answer.status(), path).toBe(404);
  }
  await other.close();
});
