// A colleague is made in a house without a mail server: roles follow the kind, the link is shown once,
// and leads him in; afterwards it says that it is used.
import { LANGUAGES } from '../../kit/browser.mjs';
import { listen } from '../../kit/page.mjs';
import { expect, pageOk, test, text } from '../../kit/test.mjs';

for (const lang of LANGUAGES) {
  test.describe(lang, () => {
    test.use({ lang });

    test('a colleague comes in by the link that is shown to who makes him', async ({ page, house, browser }) => {
      const say = (key) => text(lang, key);
      await house.enter(page);
      await page.goto(`${house.url}/admin/users`);
      await expect(page.getByText(say('admin.mail-missing'))).toBeVisible();
      await pageOk(page);

      await page.goto(`${house.url}/admin/users/new`);
      const ticked = () => page.locator('#roles :checked').evaluateAll((all) => all.map((box) => box.closest('label').innerText.trim()));
      const [worker, outsider] = lang === 'da' ? ['Sagsbehandler', 'Ekstern'] : ['Caseworker', 'External'];
      await expect.poll(ticked).toEqual([worker]);
      await page.locator('#kind').selectOption('external');
      await expect.poll(ticked).toEqual([outsider]);
      await page.locator('#kind').selectOption('internal');
      await expect.poll(ticked).toEqual([worker]);
      await pageOk(page);
      const person = { first_name: 'Bent', last_name: 'Holm', user_name: `bent-${lang}`, email: `bent@${lang}.example` };
      for (const [name, value] of Object.entries(person)) await page.locator(`[name=${name}]`).fill(value);
      await page.locator('#main #lang').selectOption(lang);
      await page.getByRole('button', { name: say('people.create-user') }).click();

      const link = await page.getByLabel(say('people.link-to-copy')).inputValue();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Bent Holm');
      await pageOk(page);

      const context = await browser.newContext({ locale: lang === 'da' ? 'da-DK' : 'en-GB' });
      const his = listen(await context.newPage());
      await his.goto(link);
      await his.locator('[name=password]').fill('grøn stige over åen');
      await his.getByRole('button', { name: say('people.save-password') }).click();
      await expect(his).toHaveURL(`${house.url}/sign-in`);
      await expect(his.getByText(say('people.password-saved'))).toBeVisible();
      await expect(his.locator('[name=account]')).toHaveValue(person.user_name);
      await expect(his.locator('[name=password]')).toBeFocused();
      await pageOk(his);
      await his.locator('[name=password]').fill('grøn stige over åen');
      await his.keyboard.press('Enter');
      await his.waitForURL(`${house.url}/`);
      await his.goto(`${house.url}/cases/new`);
      await expect(his.locator('[name=title]')).toBeVisible();

      const again = await his.goto(link);
      expect(again.status()).toBe(404);
      await expect(his.getByRole('heading', { name: say('people.link-ended') })).toBeVisible();
      // Chromium calls the status an error.
      listen(his);
      await pageOk(his);
      await context.close();
    });

    test('a template says that nobody may create from it', async ({ page, house }) => {
      await house.enter(page);
      await page.goto(`${house.url}/admin/templates`);
      await page.locator('[name=name]').fill(`Tilsyn ${lang}`);
      await page.locator('[name=case_type]').fill('Tilsyn');
      await page.getByRole('button', { name: text(lang, 'templates.create') }).click();
      await expect(page.locator('.chip.waiting')).toBeVisible();
      await pageOk(page);
      await page.goto(`${house.url}/admin/templates`);
      await pageOk(page);
      await page.locator('tr', { hasText: `Tilsyn ${lang}` }).locator('a', { has: page.locator('.state.waiting') }).click();
      await expect(page).toHaveURL(/\/access$/);
    });
  });
}
