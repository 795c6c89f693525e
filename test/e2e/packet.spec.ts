import { execFile } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { numberedClip } from '../helpers/numbered-clip.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { createMatter } from './helpers/matter-steps.ts';
import { answerOpenDialogs, answerSaveDialogs } from './helpers/native-dialogs.ts';
import { openPageDoors, type PageDoors } from './helpers/page-doors.ts';

const run = promisify(execFile);

let running: RunningApp;
let doors: PageDoors;
let folder: string;
let destination: string;

/** Brings a numbered clip in and annotates it: two conduct spans, one context that overlaps the first, one that does not. */
test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-packet-'));
  destination = path.join(folder, 'out');
  await mkdir(destination);
  running = await launchApp();
  doors = await openPageDoors(running.page);
  await createMatter(running, folder);
  const clip = await numberedClip('cfr');
  await answerOpenDialogs(running.app, [clip.path]);
  const picked = await doors.shell('dialog.pickFiles', {});
  await doors.engine('footage.ingest', { paths: picked.map(({ grant }) => ({ grant })) });
  await expect
    .poll(
      async () => {
        const [first] = await doors.engine('footage.list', {});
        return first !== undefined && first.index !== null && first.pendingJobs === 0;
      },
      { timeout: 180_000 },
    )
    .toBe(true);
  const [detail] = await doors.engine('footage.list', {});
  if (detail === undefined) {
    throw new Error('The clip did not arrive.');
  }
  const footageId = detail.footage.id;
  for (const [code, inFrame, outFrame, observation] of [
    ['UOF.1', 10, 30, 'A hand takes hold of a sleeve.'],
    ['CTX.1', 20, 40, 'A voice asks people to step back.'],
    ['IDN.2', 60, 70, 'The lower half of a face is covered.'],
    ['CTX.5', 100, 110, 'Both hands are raised, palms out.'],
  ] as const) {
    await doors.engine('annotations.add', { footageId, inFrame, outFrame, code, observation });
  }
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test.describe.configure({ mode: 'serial' });

test('the empty list says what a packet is and leads to preparing one', async () => {
  const { page } = running;
  await page.keyboard.press('Control+3');
  await expect(page.getByRole('heading', { name: 'No packet has been sealed yet' })).toBeVisible();
  await expectAccessible(page, 'the empty list of packets');
  await page.getByRole('button', { name: 'Prepare a packet' }).click();
  // The button is gone with its screen; the keys go on from the head of the next.
  await expect(page.getByRole('heading', { name: 'Prepare a packet', level: 1 })).toBeFocused();
});

test('nothing is sealed before the choice is whole, and each problem stands at its field', async () => {
  const { page } = running;
  await page.getByRole('textbox', { name: 'Name of the packet' }).fill('not a/name');
  await page.getByRole('button', { name: 'Seal the packet' }).click();
  await expect(page.getByText('Choose at least one annotation.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name of the packet' })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('textbox', { name: 'Name of the packet' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Name of the packet' }).fill('');
});

test('annotations are narrowed and chosen; conduct is shown as alleged', async () => {
  const { page } = running;
  const list = page.getByRole('region', { name: 'Annotations to choose from' });
  await expect(list.getByText('Alleged / for review: Physical control')).toBeVisible();
  // Its two columns scroll, never the screen as a whole.
  expect(await page.locator('main').evaluate((main) => main.scrollHeight - main.clientHeight)).toBe(0);
  await page.getByRole('searchbox', { name: 'Search annotations' }).fill('sleeve');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await list.getByText(/^All 1 annotation shown/).click();
  await page.getByRole('searchbox', { name: 'Search annotations' }).fill('');
  await expect(list.getByRole('listitem')).toHaveCount(4);
  await expect(list.getByRole('status')).toHaveText('1 chosen');
});

test('context that overlaps is shown and goes along unless a reason is given', async () => {
  const { page } = running;
  const panel = page.getByRole('complementary', { name: 'About this packet' });
  await expect(panel.getByText('1 context annotation overlaps your choice')).toBeVisible();
  await expect(panel.getByText('A voice asks people to step back.')).toBeVisible();
  await expect(panel.getByText('Both hands are raised')).toHaveCount(0);
  await panel.getByText('Leave this context out').click();
  await page.getByRole('button', { name: 'Seal the packet' }).click();
  await expect(panel.getByRole('textbox', { name: /Reason/ })).toBeFocused();
  await expect(panel.getByRole('textbox', { name: /Reason/ })).toHaveAttribute('aria-invalid', 'true');
  await expect(panel.getByRole('status').last()).toContainText('Say why the context is left out.');
  await panel.getByText('Referral', { exact: true }).click();
  await expect(panel.getByText('A referral always takes it along.')).toBeVisible();
  await panel.getByText('Public release', { exact: true }).click();
  await expect(panel.getByRole('checkbox', { name: /Include the native files/ })).toBeDisabled();
  await panel.getByText('Production', { exact: true }).click();
  await panel.getByText('Leave this context out').click();
  await expectAccessible(page, 'the packet composer');
  await page.screenshot({ path: 'test-results/screens/packet-composer.png' });
});

test('the packet is sealed where the reviewer chose, with the native file, and says so', async () => {
  test.setTimeout(240_000);
  const { app, page } = running;
  await answerOpenDialogs(app, [destination]);
  const panel = page.getByRole('complementary', { name: 'About this packet' });
  await panel.getByText('Include the native files').click();
  await panel.getByRole('button', { name: 'Choose a folder…' }).click();
  await expect(panel.getByText('out', { exact: true })).toBeVisible();
  await page.getByRole('textbox', { name: 'Name of the packet' }).fill('ELM-PKT001');
  await page.getByRole('button', { name: 'Seal the packet' }).click();
  const row = page.getByRole('article', { name: 'Packet ELM-PKT001' });
  await expect(row).toBeVisible();
  await page.screenshot({ path: 'test-results/screens/packet-sealing.png' });
  await expect(row.getByText('Sealed', { exact: true })).toBeVisible({ timeout: 180_000 });
  await expect(row).toContainText('2 exhibits');
  await expectAccessible(page, 'the list of packets');
  await page.screenshot({ path: 'test-results/screens/packets.png' });
  expect(await readdir(destination)).toEqual(['ELM-PKT001']);
  const { stdout } = await run('sha256sum', ['-c', 'manifest-sha256.txt'], {
    cwd: path.join(destination, 'ELM-PKT001'),
  });
  expect(stdout).toContain('OK');
});

test('a sealed packet verifies with its key known', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Verify ELM-PKT001' }).click();
  const dialog = page.getByRole('dialog', { name: 'Verification of ELM-PKT001' });
  await expect(dialog.getByText('The packet is whole and its signature is known')).toBeVisible();
  await expectAccessible(page, 'the result of a packet verification');
  await page.screenshot({ path: 'test-results/screens/packet-verified.png' });
  await dialog.getByRole('button', { name: 'Done' }).click();
});

test('its folder is shown by the shell', async () => {
  const { app, page } = running;
  await app.evaluate(({ shell }) => {
    const shown: string[] = [];
    Object.assign(globalThis, { foldersShown: shown });
    shell.showItemInFolder = (fullPath) => {
      shown.push(fullPath);
    };
  });
  await page.getByRole('button', { name: 'Show the folder of ELM-PKT001' }).click();
  await expect
    .poll(() => app.evaluate(() => (globalThis as { foldersShown?: string[] }).foldersShown?.length ?? 0))
    .toBe(1);
});

test('a changed and a stray file are each named in plain words, with what to do', async () => {
  const { app, page } = running;
  const packet = path.join(destination, 'ELM-PKT001');
  await appendFile(path.join(packet, 'data', 'NOTICES.txt'), 'one more line\n');
  await writeFile(path.join(packet, 'data', 'stray.txt'), 'left behind\n');
  await answerOpenDialogs(app, [packet]);
  await page.getByRole('button', { name: 'Verify a packet…' }).click();
  await page.getByRole('button', { name: 'Choose a packet folder…' }).click();
  const card = page.getByRole('article', { name: 'Verification of ELM-PKT001' });
  await expect(card.getByRole('list', { name: 'Files: Changed' }).getByText('data/NOTICES.txt')).toBeVisible();
  await expect(card.getByRole('list', { name: 'Files: Added' }).getByText('data/stray.txt')).toBeVisible();
  await expect(card.getByText('Do not rely on it.')).toBeVisible();
  await expectAccessible(page, 'a verification with findings');
  await page.screenshot({ path: 'test-results/screens/packet-tampered.png' });
});

test('put right again, it passes for whoever names its key, and not for whoever names another', async () => {
  const { page } = running;
  const packet = path.join(destination, 'ELM-PKT001');
  await rm(path.join(packet, 'data', 'stray.txt'));
  const notices = path.join(packet, 'data', 'NOTICES.txt');
  await writeFile(notices, (await readFile(notices, 'utf8')).replace('one more line\n', ''));
  const card = page.getByRole('article', { name: 'Verification of ELM-PKT001' });
  await card.getByRole('button', { name: 'Verify again' }).click();
  await expect(card.getByText('The packet is whole and its signature is known')).toBeVisible();
  const fingerprint = page.getByRole('textbox', { name: 'Fingerprint that the sender gave you (optional)' });
  await expect(card.getByText('signed by a key of this matter')).toBeVisible();
  await fingerprint.fill('1234');
  await expect(page.getByText('A fingerprint has 32 digits')).toBeVisible();
  await fingerprint.fill('0'.repeat(32));
  await expect(card.getByText('Signed by another key than the one expected')).toBeVisible();
  const signed = /[0-9a-f]{4}(?:-[0-9a-f]{4}){7}/.exec(await card.innerText())?.[0] ?? '';
  await fingerprint.fill(signed);
  await expect(card.getByText('signed by the key whose fingerprint you gave')).toBeVisible();
  await expect(card.getByText('The packet is whole and its signature is known')).toBeVisible();
  await page.screenshot({ path: 'test-results/screens/packet-desk.png' });
  await card.getByRole('button', { name: 'Take ELM-PKT001 off the desk' }).click();
  await expect(card).toHaveCount(0);
});

test('a folder that is no packet is refused in words', async () => {
  const { app, page } = running;
  await answerOpenDialogs(app, [destination]);
  await page.getByRole('button', { name: 'Choose a packet folder…' }).click();
  const card = page.getByRole('article', { name: /^Verification of/ });
  await expect(card.getByRole('alert').first()).toBeVisible();
  await expect(card.getByText('This is not a packet that can be read')).toBeVisible();
});

test('a packet of exhibits: those that were prepared, signed by an attorney too', async () => {
  test.setTimeout(240_000);
  const { app, page } = running;
  const [first] = await doors.engine('annotations.list', {});
  const kept = await doors.engine('exhibits.add', {
    drafts: [
      { of: { kind: 'annotation', annotationId: first?.id ?? '' }, title: 'At the door' },
      { of: { kind: 'native', footageId: first?.footageId ?? '' }, title: 'The whole recording' },
    ],
  });
  expect(kept.map(({ number }) => number)).toEqual(['1', '2']);
  await page.keyboard.press('Control+3');
  await page.getByRole('button', { name: 'Prepare a packet' }).click();
  const list = page.getByRole('region', { name: 'Exhibits to choose from' });
  await expect(list.getByRole('status')).toHaveText('2 chosen');
  const panel = page.getByRole('complementary', { name: 'About this packet' });
  await page.getByRole('searchbox', { name: 'Search exhibits' }).fill('whole rec');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list.getByRole('status')).toHaveText('2 chosen');
  await page.getByRole('searchbox', { name: 'Search exhibits' }).fill('');
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Go on to what the packet is for' }).press('Enter');
  await expect(panel).toBeFocused();
  await panel.getByText('Public release', { exact: true }).click();
  await expect(panel.getByText(/A public packet cannot hold native files/)).toBeVisible();
  await panel.getByText('Court exhibits', { exact: true }).click();
  await expect(panel.getByText(/^[23] exhibits, \d+ files, about/)).toBeVisible();

  const key = path.join(folder, 'attorney.json');
  await answerSaveDialogs(app, key);
  await panel.getByRole('button', { name: 'Make a signing key…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a signing key' });
  await dialog.getByRole('textbox', { name: 'Name of the attorney' }).fill('Jane Roe');
  await dialog.getByLabel('Passphrase', { exact: true }).fill('correct horse battery staple pond');
  await dialog.getByLabel('Passphrase again').fill('correct horse battery staple pond');
  await dialog.getByRole('button', { name: 'Choose a place and make it…' }).click();
  await expect(dialog.getByText('The key was made.')).toBeVisible({ timeout: 30_000 });
  const fingerprint = /[0-9a-f]{4}(?:-[0-9a-f]{4}){7}/.exec(await dialog.innerText())?.[0] ?? 'none';
  await dialog.getByRole('button', { name: 'Done' }).click();
  await answerOpenDialogs(app, [key]);
  await panel.getByRole('button', { name: 'An attorney signs too…' }).click();
  await panel.getByLabel('Passphrase of the signing key').fill('correct horse battery staple pond');
  await expectAccessible(page, 'the composer of a packet of exhibits');
  await page.screenshot({ path: 'test-results/screens/packet-of-exhibits.png' });
  await page.getByRole('textbox', { name: 'Name of the packet' }).fill('ELM-PKT002');
  await page.getByRole('button', { name: 'Seal the packet' }).click();
  const row = page.getByRole('article', { name: 'Packet ELM-PKT002' });
  await expect(row.getByText('Sealed', { exact: true })).toBeVisible({ timeout: 180_000 });
  await page.getByRole('button', { name: 'Verify ELM-PKT002' }).click();
  const verified = page.getByRole('dialog', { name: 'Verification of ELM-PKT002' });
  await expect(verified.getByText('The packet is whole and its signature is known')).toBeVisible();
  await expect(verified.getByText(fingerprint)).toBeVisible();
  await verified.getByRole('button', { name: 'Done' }).click();
});

test('anybody can verify a packet without a matter', async () => {
  const { app, page } = running;
  await page.keyboard.press('Control+Shift+W');
  await page.getByRole('tab', { name: 'Verify a packet' }).click();
  await answerOpenDialogs(app, [path.join(destination, 'ELM-PKT001')]);
  await page.getByRole('button', { name: 'Choose a packet folder…' }).click();
  const card = page.getByRole('article', { name: 'Verification of ELM-PKT001' });
  await expect(card.getByText('Every file is as it was sealed; the signing key is not known here')).toBeVisible();
  await page.screenshot({ path: 'test-results/screens/packet-verified-without-matter.png' });
});
