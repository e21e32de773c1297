// What the product is for: a case, real files dropped on it, each shown, found by a word inside,
// made final, and its history read in words.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { LANGUAGES } from '../../kit/browser.mjs';
import { docx, mail, pdf, scan } from '../../kit/files.mjs';
import { expect, pageOk, test, text } from '../../kit/test.mjs';

/** Drops files and folders of the machine on a part of the page, as from its file manager. */
async function drop(page, selector, files) {
  const box = await page.locator(selector).boundingBox();
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 60), data: { items: [], files, dragOperationsMask: 1 } };
  for (const type of ['dragEnter', 'dragOver', 'drop']) await session.send('Input.dispatchDragEvent', { type, ...at });
  await session.detach();
}

const found = async (page, url, word) => {
  await page.goto(`${url}/search?q=${encodeURIComponent(word)}`);
  return page.locator('li.hit').count();
};

async function newCase(page, url, lang, title) {
  await page.goto(`${url}/cases/new`);
  await page.locator('[name=title]').fill(title);
  await page.getByRole('button', { name: text(lang, 'cases.create') }).click();
  await expect(page).toHaveURL(/\/cases\/[0-9a-f-]{36}$/);
  return page.url();
}

for (const lang of LANGUAGES) {
  test.describe(lang, () => {
    test.use({ lang });

    test('files of all kinds become documents that are found, shown and made final', async ({ page, house, context }) => {
      test.setTimeout(240_000);
      await house.enter(page);
      const address = await newCase(page, house.url, lang, `Hovedvej ${lang}`);
      const files = [
        { name: 'Tilsyn.eml', mimeType: 'message/rfc822', buffer: mail('Tilsyn i marts', 'Vi ses ved trappeliften klokken ti.') },
        { name: 'Referat.docx', mimeType: 'application/octet-stream', buffer: docx('Mødet drøftede varmepumpen i fløj B.') },
        { name: 'Skan.png', mimeType: 'image/png', buffer: await scan(context, ['GASINSTALLATION', 'PUNKTUDSUG']) },
        { name: 'Rapport.pdf', mimeType: 'application/pdf', buffer: await pdf(context, 300, 217, 'Fugtskjold under gulvet.') },
      ];
      await page.locator('.page-head [data-upload-browse]').setInputFiles(files);
      await expect(page.locator('#documents tbody tr')).toHaveCount(4, { timeout: 60_000 });
      await pageOk(page);

      for (const word of ['trappeliften', 'varmepumpe', 'gasinstallation', 'fugtskjold']) {
        await expect.poll(() => found(page, house.url, word), { timeout: 90_000, message: word }).toBeGreaterThan(0);
        await pageOk(page);
      }
      await expect(page.locator('mark').first()).toBeVisible();

      await page.goto(address);
      await page.locator('#documents tbody tr', { hasText: 'Rapport' }).locator('td').nth(3).click();
      await expect(page.locator('#preview img.sheet').first()).toBeVisible({ timeout: 30_000 });
      await pageOk(page);

      for (const box of await page.locator('#documents tbody input[type=checkbox]').all()) await box.check();
      await page.getByRole('button', { name: text(lang, 'documents.make-final') }).click();
      await expect(page.locator('#documents tbody td > .state.final')).toHaveCount(4);
      await pageOk(page);

      await page.locator('#documents tbody tr', { hasText: 'Tilsyn' }).locator('a').first().click();
      await expect(page.getByText('Vi ses ved trappeliften')).toBeVisible();
      await expect(page.locator('.page-head .chip.final')).toBeVisible();
      await pageOk(page);

      await page.goto(`${address}/history`);
      await expect(page.getByText(text(lang, 'history.made-final', { document: 'Rapport' })).first()).toBeVisible();
      await pageOk(page);
      await page.goto(`${address}/members`);
      await pageOk(page);
    });

    test('a folder of two hundred files is dropped', async ({ page, house }) => {
      test.setTimeout(180_000);
      const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'ringbind-folder.')), 'Byggesag');
      fs.mkdirSync(path.join(folder, 'Fotos'), { recursive: true });
      for (let n = 1; n <= 200; n += 1) {
        fs.writeFileSync(path.join(folder, n > 150 ? 'Fotos' : '', `Bilag ${n}.txt`), `Bilag nummer ${n}, ${lang}: skorstensfejning${n}.`);
      }
      await house.enter(page);
      const address = await newCase(page, house.url, lang, `Mange filer ${lang}`);
      await drop(page, '#documents', [folder]);
      await expect(page.locator('[data-upload-rows] li')).toHaveCount(200, { timeout: 30_000 });
      await expect(page.locator('[data-upload-rows] progress.done')).toHaveCount(200, { timeout: 150_000 });
      // Whoever looked at a case flat before sees this one so, too.
      await page.getByRole('link', { name: text(lang, 'documents.folders'), exact: true }).click();
      await expect(page.locator('#documents tbody').getByRole('link', { name: 'Byggesag' })).toBeVisible();
      await pageOk(page);
      await page.locator('#documents tbody').getByRole('link', { name: 'Byggesag' }).click();
      // As many rows as one likes; the choice is remembered, so that it is made here.
      const rows = page.locator('#documents tbody tr[data-preview]');
      await page.locator('select[name=dsize]').selectOption('50');
      await expect(rows).toHaveCount(50);
      await page.locator('.listfoot a[rel=next]').click();
      await expect(page.locator('.listfoot .pager')).toContainText('51–100');
      await page.locator('select[name=dsize]').selectOption('250');
      await expect(rows).toHaveCount(150);
      await expect(page.locator('#documents tbody').getByRole('link', { name: 'Fotos' })).toBeVisible();
      await expect.poll(() => found(page, house.url, 'skorstensfejning200'), { timeout: 60_000 }).toBeGreaterThan(0);
      await page.goto(`${address}/history`);
      await pageOk(page);
      fs.rmSync(path.dirname(folder), { recursive: true });
    });

    test('what was typed and dropped is kept when a form comes back', async ({ page, house }) => {
      await house.enter(page);
      await page.goto(`${house.url}/cases/new`);
      const file = { name: 'Brev.txt', mimeType: 'text/plain', buffer: Buffer.from(`Kære nabo, ${lang}`) };
      await page.locator('[data-upload-browse]').first().setInputFiles([file]);
      await expect(page.locator('[data-upload-rows] progress.done')).toHaveCount(1);
      await page.locator('[name=deadline]').fill('32. marts');
      await page.getByRole('button', { name: text(lang, 'cases.create') }).click();
      await expect(page.locator('.errors li').first()).toContainText(text(lang, 'cases.title'));
      await expect(page.locator('[data-upload-rows] li')).toHaveCount(1);
      await pageOk(page);
      await page.locator('[name=title]').fill(`Kommer igen ${lang}`);
      await page.locator('[name=deadline]').fill('');
      const owner = page.locator('[data-picker]', { has: page.locator('[name=owner]') }).locator('input[role=combobox]');
      await owner.fill('ingen ved det navn');
      await page.getByRole('button', { name: text(lang, 'cases.create') }).click();
      await expect(page).toHaveURL(/\/cases\/new/);
      expect(await owner.evaluate((input) => input.validationMessage)).toBe(text(lang, 'shell.unpicked'));
      await owner.fill('');
      await page.getByRole('button', { name: text(lang, 'cases.create') }).click();
      await expect(page).toHaveURL(/\/cases\/[0-9a-f-]{36}$/);
      await expect(page.locator('#documents tbody tr')).toHaveCount(1);
      await pageOk(page);
    });

    test('the main path by keyboard alone', async ({ page, house }) => {
      await house.enter(page);
      await page.keyboard.press('g');
      await page.keyboard.press('s');
      await expect(page).toHaveURL(/\/cases/);
      await page.keyboard.press('n');
      await expect(page).toHaveURL(/\/cases\/new/);
      await page.locator('[name=title]').focus();
      await page.keyboard.type(`Tastatur ${lang}`);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1, name: `Tastatur ${lang}` })).toBeVisible();
      await page.keyboard.press('/');
      await expect(page.locator('.topsearch input[type=search]')).toBeFocused();
      await page.keyboard.type('Tastatur');
      await expect(page.locator('#suggestions [role=option]').first()).toBeVisible();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1, name: `Tastatur ${lang}` })).toBeVisible();
      await page.keyboard.press('Control+k');
      await expect(page.locator('dialog.palette')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.locator('dialog.palette')).toBeHidden();
      await pageOk(page);
    });
  });
}

test('a fact is edited in place, and a case closed and opened again', async ({ page, house }) => {
  const lang = 'da';
  await house.enter(page);
  const address = await newCase(page, house.url, lang, 'Fakta på stedet');
  await page.getByRole('button', { name: /Frist/ }).click();
  await page.locator('#fact-deadline').fill('30. feb. 2026');
  await page.keyboard.press('Enter');
  await expect(page.getByText(text(lang, 'base.fault-date'))).toBeVisible();
  await page.locator('#fact-deadline').fill('1. marts 2031');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1. mar. 2031')).toBeVisible();
  await pageOk(page);
  await page.goto(`${address}/close`);
  await pageOk(page);
  await page.getByRole('button', { name: text(lang, 'cases.close-case') }).click();
  await expect(page.locator('.page-head .chip')).toHaveText(text(lang, 'cases.closed'));
  await pageOk(page);
  await page.getByRole('link', { name: text(lang, 'cases.reopen') }).click();
  await page.locator('[name=reason]').fill('Der kom mere');
  await page.getByRole('button', { name: text(lang, 'cases.reopen') }).click();
  await expect(page.locator('.page-head .chip')).toHaveText(text(lang, 'cases.active'));
});
