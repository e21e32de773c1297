// The fixtures of the journeys.
//
//   fresh   an empty server of this test alone, not set up
//   house   an empty server for this worker with an administrator: `{ url, enter(page) }`;
//           its language is the test's option `lang`
//   demo    the server with the demo organisation: `{ url, enter(page, who) }`
//
// `page` always listens for complaints, see `page.mjs`.
import { test as base } from '@playwright/test';
import { listen } from './page.mjs';
import { start } from './server.mjs';
import { text } from './text.mjs';

export { expect } from '@playwright/test';
export { pageOk } from './page.mjs';
export { text } from './text.mjs';

export const ADMINISTRATOR = {
  organisation: 'Nordby Skole',
  first_name: 'Åse',
  last_name: 'Lindgaard',
  email: 'aase@nordby.example',
  user_name: 'aase',
  password: 'grøn stige over åen',
};

/** The demo's people, by what they are. */
export const PEOPLE = { caseworker: 'Mette Rahbek', administrator: 'Henrik Skovmose', newcomer: 'Simon Aaby' };

export const LOCALES = { da: 'da-DK', en: 'en-GB' };

export const test = base.extend({
  lang: ['da', { option: true }],

  // What a browser asks for before anybody has chosen.
  locale: async ({ lang }, use) => use(LOCALES[lang]),

  page: async ({ page }, use) => use(listen(page)),

  fresh: async ({}, use) => {
    const server = await start();
    await use(server);
    await server.stop();
  },

  houses: [
    async ({}, use) => {
      const houses = new Map();
      await use(houses);
      for (const { server } of houses.values()) await server.stop();
    },
    { scope: 'worker' },
  ],

  house: async ({ houses, browser, lang }, use) => {
    if (!houses.has(lang)) houses.set(lang, await setUp(browser, lang));
    const { server, cookies } = houses.get(lang);
    const enter = async (page) => {
      await page.context().addCookies(cookies);
      await page.goto(server.url);
    };
    await use({ url: server.url, enter });
  },

  demo: async ({ lang }, use) => {
    const url = process.env.JOURNEY_DEMO_URL;
    if (!url) throw new Error('JOURNEY_DEMO_URL names no server with the demo organisation');
    await use({ url, enter: (page, who) => enterDemo(page, url, who, lang) });
  },
});

/** An empty server whose administrator has been made, and his session. */
export async function setUp(browser, lang) {
  const server = await start();
  const context = await browser.newContext({ locale: LOCALES[lang] });
  const page = await context.newPage();
  await page.goto(server.welcome);
  await fillWelcome(page, ADMINISTRATOR);
  await page.getByRole('button', { name: text(lang, 'people.begin') }).click();
  await page.waitForURL(`${server.url}/`);
  const cookies = await context.cookies();
  await context.close();
  return { server, cookies };
}

/** Fills the form of the first administrator. */
export async function fillWelcome(page, person) {
  for (const [name, value] of Object.entries(person)) await page.locator(`[name=${name}]`).fill(value);
}

/** Signs in as somebody of the demo organisation, who then reads the wanted language. */
export async function enterDemo(page, url, who, lang) {
  await page.goto(`${url}/sign-in`);
  await page.getByRole('button', { name: who, exact: true }).click();
  await page.waitForURL(`${url}/`);
  if ((await page.locator('html').getAttribute('lang')) === lang) return;
  await page.goto(`${url}/account`);
  const choice = page.locator('#main [name=lang]');
  await choice.selectOption(lang);
  await choice.locator('xpath=ancestor::form').locator('[type=submit]').click();
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, lang);
  await page.goto(url);
}
