import { LANGUAGES } from '../../kit/browser.mjs';
import { expect, pageOk, test, text } from '../../kit/test.mjs';

for (const lang of LANGUAGES) {
  test.describe(lang, () => {
    test.use({ lang });

    test('the case list and its views stand, in one order by the address', async ({ page, house }) => {
      await house.enter(page);
      await page.getByRole('navigation', { name: text(lang, 'shell.main-menu') }).getByRole('link', { name: text(lang, 'shell.cases') }).click();
      await expect(page.getByRole('heading', { level: 1, name: text(lang, 'cases.cases') })).toBeVisible();
      for (const view of ['all', 'mine', 'favourites', 'unassigned']) {
        await page.goto(`${house.url}/cases?view=${view}`);
        await pageOk(page);
      }
    });

    test('a case needs a title and a click, and is found in the list', async ({ page, house }) => {
      await house.enter(page);
      await page.goto(`${house.url}/cases/new`);
      await pageOk(page);
      await page.getByRole('button', { name: text(lang, 'cases.create') }).click();
      await expect(page.getByText(text(lang, 'cases.not-created'))).toBeVisible();
      await pageOk(page);

      const title = `Ombygning af kantinen ${lang} ${Date.now()}`;
      await page.locator('[name=title]').fill(title);
      await page.getByRole('button', { name: text(lang, 'cases.create') }).click();
      await expect(page).toHaveURL(/\/cases\/[0-9a-f-]{36}$/);

      await page.goto(`${house.url}/cases?view=all`);
      await expect(page.getByRole('link', { name: title })).toBeVisible();
      await pageOk(page);
      await page.goto(`${house.url}/cases?view=all&q=${encodeURIComponent('findes slet ikke')}`);
      await expect(page.getByText(text(lang, 'cases.no-hits'), { exact: true })).toBeVisible();
      await expect(page.getByRole('link', { name: title })).toHaveCount(0);
      await pageOk(page);
    });
  });
}
