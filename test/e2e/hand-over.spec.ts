import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { numberedClip } from '../helpers/numbered-clip.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { answerOpenDialogs, answerSaveDialogs } from './helpers/native-dialogs.ts';
import { openPrepared, prepareMatter } from './helpers/prepared-matter.ts';

let running: RunningApp;
let folder: string;

/** A matter with one sealed packet. */
test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-hand-over-'));
  const clip = await numberedClip('cfr');
  const prepared = await prepareMatter(folder, async (matter, { client }) => {
    await client.call('footage.ingest', { paths: [{ path: clip.path }] });
    await matter.jobs.whenIdle();
    const [detail] = await client.call('footage.list', {});
    if (detail === undefined) {
      throw new Error('The clip did not arrive.');
    }
    await client.call('annotations.add', {
      footageId: detail.footage.id,
      inFrame: 10,
      outFrame: 14,
      code: 'UOF.1',
      observation: 'A hand takes hold of a sleeve.',
    });
    const { job } = await client.call('packets.seal', {
      annotationIds: 'all',
      name: 'ELM-PKT001',
      includeNative: true,
    });
    const ended = await matter.jobs.wait(job.id);
    if (ended.state !== 'done') {
      throw new Error(ended.errorMessage ?? ended.state);
    }
  });
  running = await launchApp();
  // Otherwise colours fade for a moment when the theme changes.
  await running.page.emulateMedia({ reducedMotion: 'reduce' });
  await openPrepared(running, prepared);
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test.describe.configure({ mode: 'serial' });

/** Dark and light, at the smallest and a usual size. */
async function look(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const) {
    await running.app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
    for (const theme of ['light', 'dark']) {
      await page.evaluate((chosen) => document.documentElement.setAttribute('data-theme', chosen), theme);
      await page.screenshot({ path: `test-results/screens/${name}-${theme}-${width}.png` });
    }
  }
}

async function place(name: string): Promise<string> {
  const made = path.join(folder, name);
  await mkdir(made);
  return made;
}

test('the address book explains itself, takes keys, and makes one for the office', async () => {
  const { app, page } = running;
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Recipients' }).click();
  await expect(page.getByRole('heading', { name: 'No recipients yet' })).toBeVisible();
  await expectAccessible(page, 'the empty address book');
  await look(page, 'recipients-empty');

  await page.getByRole('button', { name: 'Make a key for this office…' }).click();
  const identity = page.getByRole('dialog', { name: 'Make a key for this office' });
  await identity.getByRole('button', { name: /make it/ }).click();
  await expect(identity.getByText(/At least 12 characters/)).toBeVisible();
  await answerSaveDialogs(app, path.join(folder, 'escrow.txt'));
  await identity.getByRole('textbox', { name: 'Passphrase', exact: false }).first().fill('amber lantern over the bay');
  await identity.getByRole('textbox', { name: 'Passphrase again' }).fill('amber lantern over the bay');
  await expectAccessible(page, 'making a key');
  await look(page, 'recipients-identity');
  await identity.getByRole('button', { name: /make it/ }).click();
  await expect(page.getByRole('list', { name: 'Recipients' }).getByText('Escrow key of this office')).toBeVisible();
  expect(await readFile(path.join(folder, 'escrow.txt'), 'utf8')).toContain('BEGIN AGE ENCRYPTED FILE');

  // A key that the court made elsewhere.
  const court = 'age146zfpu7zmrav867s74e3w8j7t8fqdr4cdqrfe6n97zzxr6hu5vks27m2sw';
  await page.getByRole('button', { name: 'Add a recipient…' }).click();
  const add = page.getByRole('dialog', { name: 'Add a recipient' });
  await expect(add.getByRole('textbox', { name: /^Name/ })).toBeFocused();
  await add.getByRole('textbox', { name: /^Public key/ }).fill(`${court.slice(0, -1)}q`);
  await expect(add.getByText(/built-in checksum does not fit/)).toBeVisible();
  await add.getByRole('textbox', { name: /^Public key/ }).fill(court);
  await expect(add.getByText(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/)).toBeVisible();
  await add.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(add.getByText('Name the recipient.')).toBeVisible();
  // What was typed is not thrown away at one Escape, also when another field was emptied last.
  await add.getByRole('textbox', { name: 'Organisation' }).fill('County');
  await add.getByRole('textbox', { name: 'Organisation' }).fill('');
  await page.keyboard.press('Escape');
  await expect(add).toBeVisible();
  await add.getByRole('textbox', { name: /^Name/ }).fill('Superior Court, clerk');
  await add.getByRole('textbox', { name: 'Organisation' }).fill('Suffolk County');
  await add.getByText('The recipient confirmed the fingerprint').click();
  await add.getByRole('textbox', { name: /^By whom/ }).fill('M. Clerk');
  await add.getByRole('textbox', { name: /^On the day/ }).fill('2026-03-09');
  await expectAccessible(page, 'adding a recipient');
  await look(page, 'recipients-add');
  await add.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Recipients' }).getByRole('listitem')).toHaveCount(2);
  await expectAccessible(page, 'the address book');
  await look(page, 'recipients');
});

test('a packet is handed over to a recipient and the escrow key, in parts, with progress and a receipt', async () => {
  test.setTimeout(120_000);
  const { app, page } = running;
  await page.keyboard.press('Control+3');
  await page.getByRole('button', { name: 'Hand over ELM-PKT001' }).click();
  const dialog = page.getByRole('dialog', { name: 'Hand over ELM-PKT001' });
  await dialog.getByRole('button', { name: 'Verify and write' }).click();
  await expect(dialog.getByText('Choose at least one recipient')).toBeVisible();
  await expect(dialog.getByText('Say who it is handed to.')).toBeVisible();
  await expect(dialog.getByText('Choose where it shall be written.')).toBeVisible();
  await expect(dialog.getByText('Goes along')).toBeVisible();
  await look(page, 'hand-over-errors');
  await dialog.getByText('Superior Court, clerk').click();
  await dialog.getByRole('textbox', { name: /^Handed to/ }).fill('Clerk of the Superior Court');
  await dialog.getByRole('textbox', { name: 'Medium' }).fill('USB drive 4C53');
  await dialog.getByRole('textbox', { name: 'Seal number' }).fill('A-0017');
  const out = await place('out');
  await answerOpenDialogs(app, [out]);
  await dialog.getByRole('button', { name: 'Choose destination' }).click();
  await dialog.getByRole('button', { name: /Split for/ }).click();
  await page.getByRole('option', { name: 'Another size…' }).click();
  await dialog.getByRole('textbox', { name: 'Size of a part in MB' }).fill('0,1');
  await expectAccessible(page, 'handing a packet over');
  await look(page, 'hand-over-form');
  await dialog.getByRole('button', { name: 'Verify and write' }).click();
  const done = page.getByRole('dialog', { name: 'ELM-PKT001 is ready to be handed over' });
  await expect(done).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page, 'a finished hand-over');
  await look(page, 'hand-over-done');
  const files = await readdir(out);
  expect(files).toContain('ELM-PKT001.zip.age.001');
  expect(files).toContain('ELM-PKT001.zip.age.002');
  expect(files).toContain('ELM-PKT001.JOIN.txt');
  await done.getByRole('button', { name: 'Receipt of ELM-PKT001' }).click();
  await expect
    .poll(async () => (await readdir(out)).filter((name) => name.includes('receipt')).sort())
    .toEqual(['ELM-PKT001-receipt.pdf', 'ELM-PKT001-receipt.txt']);
  await app.evaluate(({ shell }) => {
    shell.showItemInFolder = (fullPath) => {
      Object.assign(globalThis, { placeShown: fullPath });
    };
  });
  await done.getByRole('button', { name: 'Show what was written of ELM-PKT001' }).click();
  await expect
    .poll(() => app.evaluate(() => (globalThis as { placeShown?: string }).placeShown))
    .toBe(path.join(out, 'ELM-PKT001.zip.age.001'));
  await done.getByRole('button', { name: 'Done' }).click();
  const list = page.getByRole('list', { name: 'Hand-overs of ELM-PKT001' });
  await expect(list.getByText('not acknowledged yet')).toBeVisible();
  await expect(list).toContainText('seal A-0017');
});

test('what was received is recorded beside it', async () => {
  const { page } = running;
  await page.getByRole('button', { name: /^Record that Clerk of the Superior Court received/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Record that it was received' });
  await dialog.getByRole('textbox', { name: /^Received by/ }).fill('M. Clerk');
  await dialog.getByRole('textbox', { name: /^On the day/ }).fill('9 March');
  await dialog.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(dialog.getByText('Write the day as 2026-03-09.')).toBeVisible();
  await dialog.getByRole('textbox', { name: /^On the day/ }).fill('2026-03-09');
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Seal whole');
  await expectAccessible(page, 'recording a receipt');
  await look(page, 'hand-over-acknowledge');
  await dialog.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByText(/Received by M\. Clerk on 2026-03-09 · signed receipt · Seal whole/)).toBeVisible();
  await expectAccessible(page, 'the list of packets with hand-overs');
  await look(page, 'hand-over-list');
});

test('a phrase is shown once and is put away before the window closes', async () => {
  test.setTimeout(120_000);
  const { app, page } = running;
  await page.getByRole('button', { name: 'Hand over ELM-PKT001' }).click();
  const dialog = page.getByRole('dialog', { name: 'Hand over ELM-PKT001' });
  await dialog.getByText('Encrypted with a phrase').click();
  await dialog.getByRole('textbox', { name: /^Handed to/ }).fill('Counsel for the defense');
  await answerOpenDialogs(app, [await place('phrase')]);
  await dialog.getByRole('button', { name: 'Choose destination' }).click();
  await dialog.getByRole('button', { name: 'Verify and write' }).click();
  await expect(dialog.getByText('Confirm that the escrow key is left out')).toBeVisible();
  await dialog.getByText(/A phrase stands alone/).click();
  await expectAccessible(page, 'handing over with a phrase');
  await look(page, 'hand-over-phrase-form');
  await dialog.getByRole('button', { name: 'Verify and write' }).click();
  const done = page.getByRole('dialog', { name: 'ELM-PKT001 is ready to be handed over' });
  await expect(done).toBeVisible({ timeout: 60_000 });
  const phrase = await done.locator('code').innerText();
  expect(phrase.split('-')).toHaveLength(7);
  await expect(done.getByRole('button', { name: 'Done' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(done).toBeVisible();
  await expectAccessible(page, 'the phrase');
  await look(page, 'hand-over-phrase');
  await done.getByText('I have printed or written down the phrase').click();
  await done.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(phrase)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Hand over ELM-PKT001' })).toBeFocused();

  const opened = await place('opened');
  await page.getByRole('button', { name: 'Open an encrypted packet…' }).click();
  const open = page.getByRole('dialog', { name: 'Open an encrypted packet' });
  await open.getByRole('button', { name: 'Open and verify' }).click();
  await expect(open.getByText('Choose the file, or the first of its parts.')).toBeVisible();
  await answerOpenDialogs(app, [path.join(folder, 'phrase', 'ELM-PKT001.zip.age')]);
  await open.getByRole('button', { name: 'Choose packet file' }).click();
  await answerOpenDialogs(app, [opened]);
  await open.getByRole('button', { name: 'Choose destination' }).click();
  await open.getByText('A phrase of words that you were told').click();
  await open.getByRole('textbox', { name: 'Phrase' }).fill('not these words');
  await open.getByRole('button', { name: 'Open and verify' }).click();
  await expect(open.getByText(/This phrase does not open the file/)).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page, 'opening a packet');
  await look(page, 'open-encrypted');
  expect(await readdir(opened)).toEqual([]);
  await open.getByRole('textbox', { name: 'Phrase' }).fill(phrase);
  await open.getByRole('button', { name: 'Open and verify' }).click();
  const result = page.getByRole('dialog', { name: 'Opened ELM-PKT001' });
  await expect(result).toBeVisible({ timeout: 60_000 });
  await expect(result.getByText('The custody log of this matter records that it was opened')).toBeVisible();
  await expectAccessible(page, 'an opened packet');
  await look(page, 'open-encrypted-done');
  expect(await readdir(opened)).toEqual(['ELM-PKT001']);
  await result.getByRole('button', { name: 'Done' }).click();
});
