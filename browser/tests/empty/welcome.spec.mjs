import { LANGUAGES } from '../../kit/browser.mjs';
import { ADMINISTRATOR, expect, fillWelcome, pageOk, test, text } from '../../kit/test.mjs';

for (const lang of LANGUAGES) {
  test.describe(lang, () => {
    test.use({ lang });

    test('the link of the first start makes the first administrator, once', async ({ page, fresh, browser }) => {
      await page.goto(fresh.welcome);
      await expect(page.getByRole('heading', { name: text(lang, 'people.welcome') })).toBeVisible();
      await pageOk(page);

      await fillWelcome(page, { ...ADMINISTRATOR, password: 'for kort', email: 'ikke en adresse' });
      await page.getByRole('button', { name: text(lang, 'people.begin') }).click();
      await expect(page.getByRole('link', { name: text(lang, 'people.password-short') })).toBeVisible();
      await expect(page.locator('[name=first_name]')).toHaveValue(ADMINISTRATOR.first_name);
      await pageOk(page);

      await fillWelcome(page, ADMINISTRATOR);
      await page.getByRole('button', { name: text(lang, 'people.begin') }).click();
      await expect(page).toHaveURL(`${fresh.url}/`);
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      await pageOk(page);

      const again = await (await browser.newContext()).newPage();
      expect((await again.goto(fresh.welcome)).status()).toBe(404);
      await again.context().close();
    });
  });
}

test('a wrong key opens nothing', async ({ page, fresh }) => {
  const answer = await page.goto(`${fresh.url}/welcome?key=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`);
  expect(answer.status()).toBe(404);
});
