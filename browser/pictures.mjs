// What docs/screenshots/ shows: a name, who looks, where; and what is done there before the picture.
// One line a page or state; `wide` for what a narrow window keeps elsewhere.

/** The first link of a list's rows. */
const first = (page) => page.locator('#main table tbody tr .title a, #main table tbody tr td a').first();

export const PICTURES = [
  { name: 'sign-in', path: '/sign-in' },
  { name: 'forgotten', path: '/forgotten' },
  { name: 'start', who: 'caseworker', path: '/' },
  { name: 'case-list', who: 'caseworker', path: '/cases?view=all' },
  { name: 'case-list-mine', who: 'caseworker', path: '/cases?view=mine' },
  { name: 'case-list-filter', wide: true, who: 'caseworker', path: '/cases?view=all', go: (page) => page.locator('#main button[popovertarget="filter-status"]').click() },
  { name: 'case-list-none', who: 'caseworker', path: '/cases?view=all&q=findes+slet+ikke' },
  { name: 'case', who: 'caseworker', path: '/cases?view=mine', go: (page) => follow(page, first(page)) },
  { name: 'case-preview', wide: true, who: 'caseworker', path: '/cases?view=mine', go: preview },
  { name: 'case-members', who: 'caseworker', path: '/cases?view=mine', go: (page) => tab(page, 'members') },
  { name: 'case-history', who: 'caseworker', path: '/cases?view=mine', go: (page) => tab(page, 'history') },
  { name: 'case-close', who: 'caseworker', path: '/cases?view=mine', go: (page) => tab(page, 'close') },
  { name: 'document', who: 'caseworker', path: '/search?q=referat&kind=document', go: (page) => follow(page, page.locator('.hit h3 a').first()) },
  { name: 'search', who: 'caseworker', path: '/search?q=asbest' },
  { name: 'search-none', who: 'caseworker', path: '/search?q=findesslet' },
  { name: 'suggestions', wide: true, who: 'caseworker', path: '/', go: suggest },
  { name: 'journal', who: 'caseworker', path: '/journal', go: (page) => follow(page, page.locator('[role=tree] a').nth(1)) },
  { name: 'trash', who: 'caseworker', path: '/trash' },
  { name: 'start-newcomer', who: 'newcomer', path: '/' },
  { name: 'case-list-newcomer', who: 'newcomer', path: '/cases?view=all' },
  { name: 'missing', who: 'caseworker', path: '/findes-ikke' },
  { name: 'case-new', who: 'caseworker', path: '/cases/new' },
  { name: 'case-new-refused', who: 'caseworker', path: '/cases/new', go: refuse },
  { name: 'palette', who: 'caseworker', path: '/cases?view=all', go: (page) => page.keyboard.press('Control+k') },
  { name: 'shortcuts', who: 'caseworker', path: '/cases?view=all', go: (page) => page.keyboard.press('?') },
  { name: 'account', who: 'caseworker', path: '/account' },
  { name: 'account-sessions', who: 'caseworker', path: '/account/sessions' },
  { name: 'account-tokens', who: 'caseworker', path: '/account/tokens' },
  { name: 'administration', who: 'administrator', path: '/admin' },
  { name: 'admin-users', who: 'administrator', path: '/admin/users' },
  { name: 'admin-groups', who: 'administrator', path: '/admin/groups' },
  { name: 'admin-roles', who: 'administrator', path: '/admin/roles' },
  { name: 'admin-security-log', who: 'administrator', path: '/admin/security-log' },
  { name: 'admin-templates', who: 'administrator', path: '/admin/templates' },
  { name: 'admin-template', who: 'administrator', path: '/admin/templates', go: (page) => follow(page, first(page)) },
  { name: 'admin-plans', who: 'administrator', path: '/admin/plans' },
  { name: 'admin-plan', who: 'administrator', path: '/admin/plans', go: (page) => follow(page, first(page)) },
  { name: 'admin-document-types', who: 'administrator', path: '/admin/document-types' },
  { name: 'admin-settings', who: 'administrator', path: '/admin/settings' },
];

async function follow(page, link) {
  await Promise.all([page.waitForNavigation(), link.click()]);
}

async function refuse(page) {
  await page.locator('#main [name=title]').fill('');
  await Promise.all([page.waitForNavigation(), page.locator('#main form [type=submit]').first().click()]);
}

/** A tab of the first case. */
async function tab(page, name) {
  await follow(page, first(page));
  await page.goto(`${page.url().split('?')[0]}/${name}`);
}

async function preview(page) {
  await follow(page, first(page));
  await page.locator('#documents tr[data-preview] td').nth(3).click();
  await page.locator('#preview :is(img, pre)').first().waitFor({ timeout: 30_000 });
  await page.waitForTimeout(800);
}

async function suggest(page) {
  await page.locator('.topsearch input[type=search]').fill('natur');
  await page.locator('#suggestions [role=option]').first().waitFor();
}
