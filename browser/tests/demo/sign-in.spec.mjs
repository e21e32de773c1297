import { PEOPLE, expect, pageOk, test, text } from '../../kit/test.mjs';

test('the sign-in page offers the people of the demo', async ({ page, demo }) => {
  await page.goto(`${demo.url}/sign-in`);
  await expect(page.getByRole('heading', { name: text('da', 'people.demo') })).toBeVisible();
  for (const who of Object.values(PEOPLE)) await expect(page.getByRole('button', { name: who, exact: true })).toBeVisible();
  await pageOk(page);
});

test('one click signs in as a caseworker', async ({ page, demo }) => {
  await demo.enter(page, PEOPLE.caseworker);
  await expect(page.getByRole('navigation', { name: text('da', 'shell.main-menu') })).toBeVisible();
  await pageOk(page);
});
