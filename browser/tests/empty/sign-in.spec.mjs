import { LANGUAGES } from '../../kit/browser.mjs';
import { ADMINISTRATOR, expect, fillWelcome, pageOk, test, text } from '../../kit/test.mjs';

for (const lang of LANGUAGES) {
  test.describe(lang, () => {
    test.use({ lang });

    const fill = async (page, account, password) => {
      await page.getByLabel(text(lang, 'people.account')).fill(account);
      await page.getByLabel(text(lang, 'people.password'), { exact: true }).fill(password);
      await page.getByRole('button', { name: text(lang, 'people.sign-in') }).click();
    };

    test('whoever is not signed in is asked to, and comes back', async ({ page, house }) => {
      await page.goto(`${house.url}/cases?view=all`);
      await expect(page).toHaveURL(/\/sign-in\?to=/);
      await expect(page).toHaveTitle(new RegExp(text(lang, 'people.sign-in')));
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      await pageOk(page);
      await fill(page, ADMINISTRATOR.user_name, ADMINISTRATOR.password);
      await expect(page).toHaveURL(`${house.url}/cases?view=all`);
    });

    test('a wrong password is refused in words, and the name stays', async ({ page, house }) => {
      await page.goto(`${house.url}/sign-in`);
      // Nobody's account, so that the delay after failures touches no other test.
      await fill(page, `nobody-${lang}`, 'forkert adgangskode');
      await expect(page.getByText(text(lang, 'people.wrong'))).toBeVisible();
      await expect(page.getByLabel(text(lang, 'people.account'))).toHaveValue(`nobody-${lang}`);
      await expect(page.getByLabel(text(lang, 'people.password'), { exact: true })).toHaveValue('');
      await expect(page).toHaveTitle(new RegExp(text(lang, 'people.sign-in-error')));
      await pageOk(page);
      await page.goto(house.url);
      await expect(page).toHaveURL(/\/sign-in/);
    });

    test('a forgotten password never tells whether the account exists', async ({ page, house }) => {
      await page.goto(`${house.url}/sign-in`);
      await page.getByRole('link', { name: text(lang, 'people.forgotten') }).click();
      await pageOk(page);
      const answers = [];
      for (const account of [ADMINISTRATOR.email, `nobody@${lang}.example`]) {
        await page.goto(`${house.url}/forgotten`);
        await page.getByLabel(text(lang, 'people.account')).fill(account);
        // The houses of these tests have no mail server.
        await page.getByRole('button', { name: text(lang, 'people.ask-for-link') }).click();
        await expect(page.getByRole('heading', { name: text(lang, 'people.forgotten-no-mail') })).toBeVisible();
        answers.push(await page.locator('main').innerText());
      }
      expect(answers[1]).toBe(answers[0]);
      await pageOk(page);
    });

    test('the language can be changed before signing in', async ({ page, house }) => {
      const [other, name] = lang === 'da' ? ['en', 'English'] : ['da', 'Dansk'];
      await page.goto(`${house.url}/sign-in`);
      await page.getByRole('button', { name }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', other);
      await expect(page.getByRole('button', { name: text(other, 'people.sign-in') })).toBeVisible();
      await pageOk(page);
    });
  });
}

test('signing out ends the session, and going back shows nothing', async ({ page, fresh }) => {
  await page.goto(fresh.welcome);
  await fillWelcome(page, ADMINISTRATOR);
  await page.getByRole('button', { name: text('da', 'people.begin') }).click();
  await page.waitForURL(`${fresh.url}/`);
  await page.getByRole('button', { name: text('da', 'shell.user-menu', { name: `${ADMINISTRATOR.first_name} ${ADMINISTRATOR.last_name}` }) }).click();
  await page.getByRole('button', { name: text('da', 'shell.sign-out') }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(`${fresh.url}/cases`);
  await expect(page).toHaveURL(/\/sign-in/);
});
