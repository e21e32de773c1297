// What docs/screenshots/ shows: a name, who looks, where; and what is done there before the picture.
// One line a page or state.

/** The first link of a list's rows. */
const first = (page) => page.locator('#main table tbody tr .title a, #main table tbody tr td a').first();

export const PICTURES = [
  { name: 'sign-in', path: '/sign-in' },
  { name: 'forgotten', path: '/forgotten' },
  { name: 'start', who: 'caseworker', path: '/' },
  { name: 'case-list', who: 'caseworker', path: '/cases?view=all' },
  { name: 'case-list-mine', who: 'caseworker', path: '/cases?view=mine' },
  { name: 'case-list-filter', who: 'caseworker', path: '/cases?view=all', go: (page) => page.locator('#main button[popovertarget="filter-status"]').click() },
  { name: 'case-list-none', who: 'caseworker', path: '/cases?view=all&q=findes+slet+ikke' },
  { name: 'case', who: 'caseworker', path: '/cases?view=mine', go: (page) => follow(page, first(page)) },
  { name: 'case-new', who: 'caseworker', path: '/cases/new' },
  { name: 'case-new-refused', who: 'caseworker', path: '/cases/new', go: refuse },
  { name: 'palette', who: 'caseworker', path: '/cases?view=all', go: (page) => page.keyboard.press('Control+k') },
  { name: 'shortcuts', who: 'caseworker', path: '/cases?view=all', go: (page) => page.keyboard.press('?') },
  { name: 'account', who: 'caseworker', path: '/account' },
  { name: 'administration', who: 'administrator', path: '/admin' },
];

async function follow(page, link) {
  await Promise.all([page.waitForNavigation(), link.click()]);
}

async function refuse(page) {
  await page.locator('#main [name=title]').fill('');
  await Promise.all([page.waitForNavigation(), page.locator('#main form [type=submit]').first().click()]);
}
