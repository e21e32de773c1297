// What docs/screenshots/ shows: a name, who looks, where; and what is done there before the picture.
// One line a page or state; `wide` for what a narrow window keeps elsewhere.

/** The first link of a list's rows. */
const first = (page) => page.locator('#main table tbody tr .title a, #main table tbody tr td a').first();

/** A case of the caseworker's in which much has happened. */
const CASE = '/cases?view=mine&status=&q=ombygning+af+naturfagslokaler';

export const PICTURES = [
  { name: 'sign-in', path: '/sign-in' },
  { name: 'forgotten', path: '/forgotten' },
  { name: 'start', who: 'caseworker', path: '/' },
  { name: 'case-list', who: 'caseworker', path: '/cases?view=all' },
  { name: 'case-list-mine', who: 'caseworker', path: '/cases?view=mine' },
  { name: 'case-list-filter', wide: true, who: 'caseworker', path: '/cases?view=all', go: (page) => page.locator('#main button[popovertarget="filter-status"]').click() },
  { name: 'case-list-none', who: 'caseworker', path: '/cases?view=all&q=findes+slet+ikke' },
  { name: 'case', who: 'caseworker', path: CASE, go: (page) => follow(page, first(page)) },
  { name: 'case-preview', wide: true, who: 'caseworker', path: CASE, go: preview },
  { name: 'case-members', who: 'caseworker', path: CASE, go: (page) => tab(page, 'members') },
  { name: 'case-history', who: 'caseworker', path: CASE, go: (page) => tab(page, 'history') },
  { name: 'case-close', who: 'caseworker', path: CASE, go: (page) => tab(page, 'close') },
  { name: 'document', who: 'caseworker', path: CASE, go: (page) => documentPage(page, '') },
  { name: 'document-draft', who: 'caseworker', path: '/search?q=referat&kind=document', go: (page) => follow(page, page.locator('.hit h3 a').first()) },
  { name: 'document-make-final', who: 'caseworker', path: CASE, go: askedFinal },
  { name: 'search', who: 'caseworker', path: '/search?q=asbest' },
  { name: 'search-none', who: 'caseworker', path: '/search?q=findesslet' },
  { name: 'suggestions', wide: true, who: 'caseworker', path: '/', go: suggest },
  { name: 'case-list-unassigned', who: 'caseworker', path: '/cases?view=unassigned' },
  { name: 'case-fact', who: 'caseworker', path: CASE, go: fact },
  { name: 'case-menu', wide: true, who: 'caseworker', path: CASE, go: menu },
  { name: 'case-delete', who: 'caseworker', path: CASE, go: (page) => tab(page, 'delete') },
  { name: 'case-ticked', wide: true, who: 'caseworker', path: CASE, go: ticked },
  { name: 'document-limit', who: 'caseworker', path: CASE, go: (page) => documentPage(page, 'access') },
  { name: 'document-place', who: 'caseworker', path: CASE, go: (page) => documentPage(page, 'place') },
  { name: 'journal', who: 'caseworker', path: '/journal', go: (page) => follow(page, page.locator('[role=treeitem]').nth(1)) },
  { name: 'trash', who: 'caseworker', path: '/cases?view=mine', go: fillTrash },
  { name: 'make-final', wide: true, who: 'caseworker', path: CASE, go: makeFinal },
  { name: 'start-newcomer', who: 'newcomer', path: '/' },
  { name: 'case-list-newcomer', who: 'newcomer', path: '/cases?view=all' },
  { name: 'missing', who: 'caseworker', path: '/findes-ikke', status: 404 },
  { name: 'case-new', who: 'caseworker', path: '/cases/new' },
  { name: 'case-new-refused', who: 'caseworker', path: '/cases/new', go: refuse },
  { name: 'palette', who: 'caseworker', path: '/cases?view=all', go: (page) => page.keyboard.press('Control+k') },
  { name: 'shortcuts', who: 'caseworker', path: '/cases?view=all', go: (page) => page.keyboard.press('?') },
  { name: 'case-new-files', who: 'caseworker', path: '/cases/new', go: files },
  { name: 'case-new-picker', wide: true, who: 'caseworker', path: '/cases/new', go: pick },
  { name: 'user-menu', wide: true, who: 'caseworker', path: '/', go: (page) => page.locator('[popovertarget=usermenu]').click() },
  { name: 'forbidden', who: 'caseworker', path: '/admin/users', status: 403 },
  { name: 'api', who: 'caseworker', path: '/api' },
  { name: 'account', who: 'caseworker', path: '/account' },
  { name: 'account-password', who: 'caseworker', path: '/account/password' },
  { name: 'account-sessions', who: 'caseworker', path: '/account/sessions' },
  { name: 'account-tokens', who: 'caseworker', path: '/account/tokens' },
  { name: 'administration', who: 'administrator', path: '/admin' },
  { name: 'admin-users', who: 'administrator', path: '/admin/users' },
  { name: 'admin-user', who: 'administrator', path: '/admin/users', go: (page) => follow(page, first(page)) },
  { name: 'admin-user-new', who: 'administrator', path: '/admin/users/new' },
  { name: 'admin-user-disable', who: 'administrator', path: '/admin/users', go: (page) => below(page, 'disable') },
  { name: 'admin-groups', who: 'administrator', path: '/admin/groups' },
  { name: 'admin-group', who: 'administrator', path: '/admin/groups', go: (page) => follow(page, first(page)) },
  { name: 'admin-roles', who: 'administrator', path: '/admin/roles' },
  { name: 'admin-security-log', who: 'administrator', path: '/admin/security-log' },
  { name: 'admin-templates', who: 'administrator', path: '/admin/templates' },
  { name: 'admin-template', who: 'administrator', path: '/admin/templates', go: (page) => follow(page, first(page)) },
  ...['edit', 'access', 'folders', 'documents', 'types'].map((part) => (
    { name: `admin-template-${part}`, who: 'administrator', path: '/admin/templates', go: (page) => below(page, part) })),
  { name: 'admin-plans', who: 'administrator', path: '/admin/plans' },
  { name: 'admin-plan', who: 'administrator', path: '/admin/plans', go: planKey },
  { name: 'admin-plan-import', who: 'administrator', path: '/admin/plans', go: (page) => below(page, 'import') },
  { name: 'admin-document-types', who: 'administrator', path: '/admin/document-types' },
  { name: 'admin-settings', who: 'administrator', path: '/admin/settings' },
];

/** The same of an organisation where nothing is yet; `welcome` before there is anybody. */
export const EMPTY = [
  { name: 'empty-welcome', path: 'welcome' },
  { name: 'empty-start', path: '/' },
  { name: 'empty-case-list', path: '/cases?view=all' },
  { name: 'empty-case-new', path: '/cases/new' },
  { name: 'empty-journal', path: '/journal' },
  { name: 'empty-documents', path: '/search?q=&kind=document' },
  { name: 'empty-trash', path: '/trash' },
  { name: 'empty-admin-plan', path: '/admin/plans', go: (page) => follow(page, first(page)) },
  { name: 'empty-admin-templates', path: '/admin/templates' },
  { name: 'user-link', path: '/admin/users/new', go: invite },
  { name: 'link-choose', path: '/admin/users/new', go: (page) => asInvited(page, 'open') },
  { name: 'link-used', path: '/admin/users/new', go: (page) => asInvited(page, 'used') },
  { name: 'template-nobody', path: '/admin/templates', go: template },
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

/** A page below the first thing of a list. */
async function below(page, part) {
  await follow(page, first(page));
  await page.goto(`${page.url().split('?')[0]}/${part}`);
}

/** A page of the first document of the first case. */
async function documentPage(page, part) {
  await follow(page, first(page));
  const href = await page.locator('#documents tr[data-preview] .title a').first().getAttribute('href');
  await page.goto(new URL(part ? `${href}/${part}` : href, page.url()).href);
}

async function planKey(page) {
  await follow(page, first(page));
  await follow(page, page.locator('[role=treeitem]').nth(1));
}

async function fact(page) {
  await follow(page, first(page));
  await page.locator('[data-fact] button.fact').nth(1).click();
  await page.locator('form.editing').first().waitFor();
}

async function menu(page) {
  await follow(page, first(page));
  await page.locator('[popovertarget=case-more]').click();
}

async function ticked(page) {
  await follow(page, first(page));
  const boxes = page.locator('#documents tbody .tick input');
  for (const box of (await boxes.all()).slice(0, 2)) await box.check({ force: true });
}

async function files(page) {
  const named = ['Ansøgning om byggetilladelse.txt', 'Situationsplan og tegninger af stueetagen, revideret efter nabohøring.csv', 'setup.exe'];
  await page.locator('[data-upload-browse]').first().setInputFiles(named.map((name) => ({ name, mimeType: '', buffer: Buffer.from('a;b') })));
  await page.locator('[data-upload-rows] li').nth(2).waitFor();
  await page.locator('[data-upload-rows]').scrollIntoViewIfNeeded();
  await page.waitForTimeout(1500);
}

async function pick(page) {
  await page.locator('[data-picker] input[role=combobox]').first().pressSequentially('by');
  await page.locator('[data-picker] [role=option]').first().waitFor();
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

/** Two of a case's documents are deleted, if nothing was yet. */
async function fillTrash(page) {
  const list = page.url();
  await page.goto(new URL('/trash', list).href);
  if ((await page.locator('#main tbody tr').count()) < 2) {
    await page.goto(list);
    await follow(page, first(page));
    const named = ['Udkast til svar på nabohøring', 'Noter fra telefonsamtale'];
    await page.locator('.page-head [data-upload-browse]').setInputFiles(named.map((name) => ({ name: `${name}.txt`, mimeType: '', buffer: Buffer.from(name) })));
    for (const name of named) await page.getByRole('row', { name }).locator('.tick input').check({ force: true });
    await Promise.all([page.waitForNavigation(), page.locator('#documents [formaction$="/delete"]').click()]);
    await page.goto(new URL('/trash', list).href);
  }
}

async function makeFinal(page) {
  await ticked(page);
  await page.locator('#documents [data-dialog=make-final]').first().click();
  await page.locator('dialog[open]').waitFor();
}

async function askedFinal(page) {
  await follow(page, first(page));
  const base = page.url();
  await page.goto(`${base}?docs=flat`);
  const draft = page.locator('#documents tr').filter({ has: page.locator('.state.draft') }).locator('.title a').first();
  await follow(page, draft);
  const address = page.url();
  await page.goto(`${base}?docs=folders`);
  await page.goto(address);
  await page.locator('[data-dialog=make-final]').first().click();
  await page.locator('dialog[open]').waitFor();
}

let invited = 0;

/** Somebody new gets an account, in a house without a mail server. */
async function invite(page) {
  invited += 1;
  const form = page.locator('#main form').filter({ has: page.locator('[name=email]') });
  const person = { first_name: 'Karla', last_name: `Bech${invited > 1 ? ` ${invited}` : ''}`, email: `karla${invited}@nordby.example`, user_name: `karla${invited}` };
  for (const [name, value] of Object.entries(person)) await form.locator(`[name=${name}]`).fill(value);
  await Promise.all([page.waitForNavigation(), form.locator('[type=submit]').last().click()]);
  return page.locator('#one-time-link').inputValue();
}

/** What whoever was given the link sees: the choice of a password, or that the link is used. */
async function asInvited(page, state) {
  const link = await invite(page);
  await page.context().clearCookies();
  await page.goto(link);
  if (state === 'open') return;
  for (const field of await page.locator('#main input[type=password]').all()) await field.fill('en lang vej til skoven');
  await Promise.all([page.waitForNavigation(), page.locator('#main form [type=submit]').last().click()]);
  await page.context().clearCookies();
  await page.goto(link);
}

/** A template of which nobody was told who may make cases from it. */
async function template(page) {
  await page.locator('[name=name]').fill(`Byggesag ${(invited += 1)}`);
  await page.locator('[name=case_type]').fill('Byggesag');
  await Promise.all([page.waitForNavigation(), page.locator('#main form [type=submit]').last().click()]);
}
