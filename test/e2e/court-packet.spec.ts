import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { checkProofTable, hasPython } from '../helpers/check-proof-table.ts';
import { hasTool, runTool } from '../helpers/command-tools.ts';
import { filesIn } from '../helpers/forge-packet.ts';
import { ingestOne } from '../helpers/many-annotations.ts';
import { numberedClip, readNumbers, uprightSize } from '../helpers/numbered-clip.ts';
import { verifySignaturesByOpenssl } from '../helpers/openssl-note.ts';
import { arePdfToolsHere, pdfText, runPdfTool } from '../helpers/pdf-tools.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import { frameIs, goToFrame, whenSettled } from './helpers/bench-steps.ts';
import { expectNoMouse, press, tabTo, typeInto, watchForMouse } from './helpers/keyboard-only.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { answerOpenDialogs, answerSaveDialogs } from './helpers/native-dialogs.ts';
import { openPageDoors, type PageDoors } from './helpers/page-doors.ts';
import { openPrepared, prepareMatter } from './helpers/prepared-matter.ts';
import { recordings } from './helpers/recordings.ts';

/**
 * From two recordings to a packet that the other side has received, as an attorney walks it, by keys alone; then everything
 * once more by tools of other people. Each screen has its own tests; this one is the way across all of them.
 */
let running: RunningApp;
let doors: PageDoors;
let folder: string;
let numbered: string;
let other: string;
let numbers: readonly number[];

const packetName = 'ELM-PKT012';
const passphrase = 'correct horse battery staple pond';
let attorneyFingerprint = '';

const packet = () => path.join(folder, 'out', packetName);
const button = (label: string | RegExp): Locator =>
  running.page.getByRole('button', { name: label, exact: typeof label === 'string' });
const box = (label: string | RegExp): Locator =>
  running.page.getByRole('textbox', { name: label, exact: typeof label === 'string' });
const rows = () => running.page.getByRole('grid', { name: 'Exhibits in their order' }).getByRole('row');
const exhibits = () => doors.engine('exhibits.list', {});

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-court-'));
  for (const name of ['out', 'handed', 'opened', 'receipt', 'stranger']) {
    await mkdir(path.join(folder, name));
  }
  const clip = await numberedClip('cfr');
  numbered = clip.path;
  numbers = clip.numbers;
  [other = ''] = await recordings([['09-dashcam-burned-in-clock.mp4', 'vfr']]);
  const prepared = await prepareMatter(folder, async (matter, engine) => {
    for (const file of [numbered, other]) {
      await ingestOne({ ...engine, matter: () => matter }, file);
    }
  });
  running = await launchApp();
  doors = await openPageDoors(running.page);
  await openPrepared(running, prepared);
  await watchForMouse(running.page);
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test.afterEach(() => expectNoMouse(running.page));

test.describe.configure({ mode: 'serial' });

async function review(page: Page, file: string): Promise<void> {
  await page.keyboard.press('Control+1');
  await press(page, button(`Review ${path.basename(file)}`));
  await whenSettled(page);
}

/** Marks frames, both included, and says what is seen in them. */
async function annotate(page: Page, [first, last]: readonly [number, number], code: string, words: string) {
  await goToFrame(page, first);
  await page.keyboard.press('i');
  await goToFrame(page, last);
  await page.keyboard.press('o');
  await page.keyboard.press('m');
  await expect(page.getByRole('combobox', { name: 'Code' })).toBeFocused();
  await page.keyboard.type(code);
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await typeInto(page, box(/What is seen or heard/), words);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('article').filter({ hasText: words })).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}

test('conduct is annotated, and the context that shares its time', async () => {
  const { page } = running;
  await review(page, numbered);
  await annotate(page, [30, 59], 'IDN.2', 'The lower half of a face is covered.');
  await annotate(page, [40, 44], 'CTX.1', 'A voice asks people to step back.');
});

test('exhibits are made of an annotation, of an enhanced still, and of a whole recording', async () => {
  const { page } = running;
  await page.keyboard.press('Home');
  await whenSettled(page);
  await page.keyboard.press('ArrowDown');
  await frameIs(page, 30);
  await page.keyboard.press('e');
  await expect(page.getByText('Ex. 1 made.')).toBeVisible();
  await review(page, other);
  await goToFrame(page, 20);
  await page.keyboard.press('Shift+V');
  await typeInto(page, box('Brightness, number'), '30');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+e');
  await expect(page.getByText('Ex. 2 made.')).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Find a command' }).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('exhibit of the whole recording');
  await expect(page.getByRole('menuitem').first()).toContainText('whole recording');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Ex. 3 made.')).toBeVisible();
  expect((await exhibits()).map(({ content }) => content)).toMatchObject([
    { kind: 'clip', span: { inFrame: 30, outFrame: 60 } },
    { kind: 'still', frame: 20, aids: { brightness: 30 } },
    { kind: 'native' },
  ]);
});

/** Walks into the list of exhibits and on to the row that is the nth, from 0; what the keys are on is selected. */
async function goToRow(page: Page, nth: number): Promise<void> {
  const isInRow = () => page.evaluate(() => document.activeElement?.closest('[role="row"]') !== null);
  for (let presses = 0; presses < 80 && !(await isInRow()); presses++) {
    await page.keyboard.press('Shift+Tab');
  }
  // Of the last row its handle may come first.
  await page.keyboard.press('Home');
  for (let press = 0; press < nth; press++) {
    await page.keyboard.press('ArrowDown');
  }
  await expect(rows().nth(nth)).toBeFocused();
}

test('they get the numbers and the order of the motion', async () => {
  const { page } = running;
  await page.keyboard.press('Control+7');
  for (const [nth, number, title] of [
    [0, '12', 'A face at the door'],
    [1, '12-a', 'The same street, brighter'],
    [2, '13', 'The whole recording'],
  ] as const) {
    await goToRow(page, nth);
    const editor = page.getByRole('region', { name: `Ex. ${nth + 1}`, exact: true });
    await typeInto(page, editor.getByRole('textbox', { name: 'Number' }), number);
    await page.keyboard.press('Enter');
    const renamed = page.getByRole('region', { name: `Ex. ${number.toUpperCase()}`, exact: true });
    await typeInto(page, renamed.getByRole('textbox', { name: 'Title' }), title);
    await page.keyboard.press('Tab');
    await expect.poll(async () => (await exhibits())[nth]?.title).toBe(title);
  }
  await goToRow(page, 2);
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(async () => (await exhibits()).map(({ number }) => number)).toEqual(['13', '12', '12-A']);
  await expect(rows().last()).toContainText('Ex. 12-A');
  await goToRow(page, 2);
  // Of an enhanced still the plain one goes along.
  const files = page.getByRole('table', { name: 'Files that will be made' });
  await expect(files.getByRole('row').filter({ hasText: 'ENHANCED' })).toHaveCount(1);
  await expect(files.getByRole('row').filter({ hasText: 'DERIVATIVE-STILL' })).toHaveCount(1);
  await expectAccessible(page, 'the exhibits of a motion');
});

test('an attorney makes a key, and the packet is sealed for the court with it', async () => {
  test.setTimeout(240_000);
  const { app, page } = running;
  await page.keyboard.press('Control+3');
  await press(page, button('Prepare a packet').first());
  const list = page.getByRole('region', { name: 'Exhibits to choose from' });
  await expect(list.getByRole('status')).toHaveText('3 chosen');
  const panel = page.getByRole('complementary', { name: 'About this packet' });
  const court = panel.getByRole('radio', { name: /^Court exhibits/ });
  await tabTo(page, panel.getByRole('radio', { checked: true }));
  for (let presses = 0; presses < 5 && !(await court.isChecked()); presses++) {
    await page.keyboard.press('ArrowDown');
  }
  await expect(court).toBeChecked();
  await expect(panel.getByText('1 context annotation overlaps your choice')).toBeVisible();
  await typeInto(page, panel.getByRole('textbox', { name: 'Name of the packet' }), packetName);
  await answerOpenDialogs(app, [path.join(folder, 'out')]);
  await press(page, panel.getByRole('button', { name: 'Choose a folder…' }));
  for (const paper of [/^Documents to file/, /^Load files/, /^Files for editing/]) {
    await expect(panel.getByRole('checkbox', { name: paper })).toBeChecked();
  }
  await typeInto(page, panel.getByRole('textbox', { name: 'Bates prefix' }), 'bos');
  await typeInto(page, panel.getByRole('textbox', { name: 'Who asked for it' }), 'Suffolk Superior Court, 2684CV00123');

  const key = path.join(folder, 'attorney.json');
  await answerSaveDialogs(app, key);
  await press(page, panel.getByRole('button', { name: 'Make a signing key…' }));
  const dialog = page.getByRole('dialog', { name: 'Make a signing key' });
  await expect(dialog.getByRole('textbox', { name: 'Name of the attorney' })).toBeFocused();
  await page.keyboard.type('Jane Roe');
  await typeInto(page, dialog.getByLabel('Passphrase', { exact: true }), passphrase);
  await typeInto(page, dialog.getByLabel('Passphrase again'), passphrase);
  await press(page, dialog.getByRole('button', { name: 'Choose a place and make it…' }));
  await expect(dialog.getByText('The key was made.')).toBeVisible({ timeout: 30_000 });
  attorneyFingerprint = /[0-9a-f]{4}(?:-[0-9a-f]{4}){7}/.exec(await dialog.innerText())?.[0] ?? 'none';
  await press(page, dialog.getByRole('button', { name: 'Done' }));
  await answerOpenDialogs(app, [key]);
  await press(page, panel.getByRole('button', { name: 'An attorney signs too…' }));
  await typeInto(page, panel.getByLabel('Passphrase of the signing key'), passphrase);
  await expect(panel.getByText(/^4 exhibits, \d+ files, about/)).toBeVisible();
  await press(page, panel.getByRole('button', { name: 'Seal the packet' }));
  const row = page.getByRole('article', { name: `Packet ${packetName}` });
  await expect(row.getByText('Sealed', { exact: true })).toBeVisible({ timeout: 180_000 });
  await expect(row).toContainText('4 exhibits');
});

test('it verifies on the Verify screen with the fingerprint of the attorney, and with no other', async () => {
  const { app, page } = running;
  await press(page, button('Verify a packet…'));
  await expect(page.getByRole('heading', { name: 'Verify a packet', level: 1 })).toBeVisible();
  await typeInto(page, box(/^Fingerprint that the sender gave you/), attorneyFingerprint);
  await answerOpenDialogs(app, [packet()]);
  await press(page, button('Choose a packet folder…'));
  const card = page.getByRole('article', { name: `Verification of ${packetName}` });
  await expect(card.getByText('The packet is whole and its signature is known')).toBeVisible();
  await expect(card).toContainText(`${attorneyFingerprint} attorney/jane-roe`);
  // However many signed, every fact stands in the one column beside its name.
  const lefts = await card.locator('dd').evaluateAll((facts) => facts.map((fact) => fact.getBoundingClientRect().left));
  expect(lefts).toHaveLength(6);
  expect(new Set(lefts).size).toBe(1);
  await expectAccessible(page, 'the verification of a co-signed packet');
  await page.screenshot({ path: 'test-results/screens/court-packet-verified.png' });
  const other = attorneyFingerprint.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
  await typeInto(page, box(/^Fingerprint that the sender gave you/), other);
  await expect(card.getByText('Signed by another key than the one expected')).toBeVisible();
});

test('it is handed over encrypted to the court, which opens it and sees it pass', async () => {
  test.setTimeout(120_000);
  const { app, page } = running;
  const identity = await generateX25519Identity();
  await writeFile(path.join(folder, 'court.txt'), `${identity}\n`);
  await page.keyboard.press('Control+,');
  await tabTo(page, page.getByRole('tab', { selected: true }));
  const tab = page.getByRole('tab', { name: 'Recipients' });
  for (let presses = 0; presses < 8 && (await tab.getAttribute('aria-selected')) !== 'true'; presses++) {
    await page.keyboard.press('ArrowRight');
  }
  await press(page, button('Add a recipient…'));
  const add = page.getByRole('dialog', { name: 'Add a recipient' });
  await typeInto(page, add.getByRole('textbox', { name: /^Name/ }), 'Superior Court');
  await typeInto(page, add.getByRole('textbox', { name: /^Public key/ }), await identityToRecipient(identity));
  await press(page, add.getByRole('button', { name: 'Add', exact: true }));
  await expect(page.getByRole('list', { name: 'Recipients' }).getByRole('listitem')).toHaveCount(1);

  await page.keyboard.press('Control+3');
  await press(page, button(`Hand over ${packetName}`));
  const dialog = page.getByRole('dialog', { name: `Hand over ${packetName}` });
  await press(page, dialog.getByRole('checkbox', { name: /^Superior Court/ }), 'Space');
  await typeInto(page, dialog.getByRole('textbox', { name: /^Handed to/ }), 'Clerk of the Superior Court');
  await answerOpenDialogs(app, [path.join(folder, 'handed')]);
  await press(page, dialog.getByRole('button', { name: 'Choose destination' }));
  await typeInto(page, dialog.getByRole('textbox', { name: 'Medium' }), 'USB drive 4C53');
  await press(page, dialog.getByRole('button', { name: 'Verify and write' }));
  const done = page.getByRole('dialog', { name: `${packetName} is ready to be handed over` });
  await expect(done).toBeVisible({ timeout: 60_000 });
  await press(page, done.getByRole('button', { name: 'Done' }));

  await press(page, button('Open an encrypted packet…'));
  const open = page.getByRole('dialog', { name: 'Open an encrypted packet' });
  for (const [what, chosen] of [
    ['Choose packet file', path.join('handed', `${packetName}.zip.age`)],
    ['Choose identity file', 'court.txt'],
    ['Choose destination', 'opened'],
  ] as const) {
    await answerOpenDialogs(app, [path.join(folder, chosen)]);
    await press(page, open.getByRole('button', { name: what }));
    await expect(open.getByText(path.basename(chosen), { exact: true })).toBeVisible();
  }
  await press(page, open.getByRole('button', { name: 'Open and verify' }));
  const result = page.getByRole('dialog', { name: `Opened ${packetName}` });
  await expect(result.getByText('The packet is whole and its signature is known')).toBeVisible({ timeout: 60_000 });
  await press(page, result.getByRole('button', { name: 'Done' }));
  expect(filesIn(path.join(folder, 'opened', packetName))).toEqual(filesIn(packet()));
});

test('a receipt is made, and its return is recorded', async () => {
  const { app, page } = running;
  const line = page.getByRole('list', { name: `Hand-overs of ${packetName}` }).getByRole('listitem');
  await answerOpenDialogs(app, [path.join(folder, 'receipt')]);
  await press(page, line.getByRole('button', { name: `Receipt of ${packetName}` }));
  await expect(page.getByText(/^Receipt written/)).toBeVisible();
  await press(page, line.getByRole('button', { name: /^Record that Clerk of the Superior Court received/ }));
  const dialog = page.getByRole('dialog', { name: 'Record that it was received' });
  await typeInto(page, dialog.getByRole('textbox', { name: /^Received by/ }), 'M. Clerk');
  await press(page, dialog.getByRole('button', { name: 'Record', exact: true }));
  await expect(line).toContainText('Received by M. Clerk');
  const { digest } = (await doors.engine('packets.list', {}))[0] ?? {};
  expect(await readFile(path.join(folder, 'receipt', `${packetName}-receipt.txt`), 'utf8')).toContain(digest ?? 'none');
});

test.describe('strangers, with tools of their own', () => {
  type MadeFile = {
    path: string;
    class: string;
    digest: string;
    frameCount: number | null;
    proofPath: string | null;
  };
  let told: { exhibits: { number: string; title: string; files: MadeFile[] }[] };
  const data = (file: string) => path.join(packet(), 'data', file);
  const files = () => told.exhibits.flatMap((exhibit) => exhibit.files);

  test.beforeAll(async () => {
    told = JSON.parse(await readFile(data('logs/exhibits.json'), 'utf8'));
  });

  test('find the exhibits in their order, each file under its class', () => {
    expect(told.exhibits.map(({ number }) => number)).toEqual(['13', '12', '12-B', '12-A']);
    const classes = told.exhibits.map((exhibit) => exhibit.files.map((file) => file.class));
    expect(classes).toEqual([
      ['NATIVE-COPY'],
      ['DERIVATIVE-CLIP', 'DERIVATIVE-CLIP', 'DERIVATIVE-STILL'],
      ['DERIVATIVE-CLIP', 'DERIVATIVE-STILL'],
      ['ENHANCED', 'DERIVATIVE-STILL'],
    ]);
  });

  test('compute every digest again, and find a whole bag and two good signatures', () => {
    for (const algorithm of ['sha256', 'sha512']) {
      for (const manifest of ['manifest', 'tagmanifest']) {
        runTool(`${algorithm}sum`, ['-c', '--quiet', '--strict', `${manifest}-${algorithm}.txt`], packet());
      }
    }
    expect(hasPython()).toBe(true);
    const bag = runTool('python3', [path.join(import.meta.dirname, '../independent/check-bag.py'), packet()]);
    expect(bag).toMatch(/ 0 rules broken$/m);
    expect(verifySignaturesByOpenssl(packet(), path.join(folder, 'stranger'))).toEqual([
      expect.stringMatching(/./),
      expect.stringMatching(/jane-roe/i),
    ]);
  });

  test('decrypt what was handed over, and find the same files', () => {
    test.skip(!hasTool('age') || !hasTool('unzip'), 'age or unzip is not installed');
    const place = path.join(folder, 'stranger');
    const encrypted = path.join(folder, 'handed', `${packetName}.zip.age`);
    runTool('age', ['-d', '-i', path.join(folder, 'court.txt'), '-o', 'out.zip', encrypted], place);
    runTool('unzip', ['-q', 'out.zip'], place);
    runTool('diff', ['-r', path.join(place, packetName), packet()]);
  });

  test('read every document', () => {
    test.skip(!arePdfToolsHere(), 'qpdf, poppler-utils and zbar-tools are not installed');
    const documents = filesIn(packet()).filter((file) => file.endsWith('.pdf'));
    expect(documents.map((file) => path.basename(file)).sort()).toEqual([
      ...['CERT-902-13-14.pdf', 'CERT-MASSACHUSETTS.pdf', 'CUSTODY-REPORT.pdf', 'EXHIBIT-INDEX.pdf'],
      'PRODUCTION-LOG.pdf',
    ]);
    const receipt = path.join(folder, 'receipt', `${packetName}-receipt.pdf`);
    for (const file of [...documents.map((document) => path.join(packet(), document)), receipt]) {
      expect(runPdfTool('qpdf', '--check', file), file).toContain('No syntax or stream encoding errors found');
    }
    const index = pdfText(data('EXHIBIT-INDEX.pdf'));
    for (const { number, title } of told.exhibits) {
      expect(index).toContain(`Ex. ${number}`);
      expect(index).toContain(title);
    }
    for (const { digest } of files()) {
      expect(index.replaceAll(/\s/g, '')).toContain(digest);
    }
  });

  test('count the frames of every clip, and make every proof again from the recording', async () => {
    test.setTimeout(120_000);
    const clips = files().filter((file) => file.path.startsWith('clips/'));
    expect(clips).toHaveLength(3);
    for (const clip of clips) {
      const options = ['-ignore_editlist', '1', '-count_frames', '-select_streams', 'v:0'];
      const entry = ['-show_entries', 'stream=nb_read_frames', '-of', 'csv=p=0'];
      const counted = runTool('ffprobe', ['-v', 'error', ...options, ...entry, data(clip.path)]);
      const table = (await readFile(data(clip.proofPath ?? 'none'), 'utf8')).split('\n');
      const rowCount = table.filter((line) => /^\d+,/.test(line)).length;
      expect([Number.parseInt(counted, 10), rowCount], clip.path).toEqual([clip.frameCount, clip.frameCount]);
      const verdict = checkProofTable(numbered, 0, data(clip.path), data(clip.proofPath ?? 'none'));
      expect(verdict, verdict.words).toMatchObject({ isRight: true });
    }
    const [first, ...others] = clips;
    expect(await readNumbers(data(first?.path ?? ''), uprightSize('cfr'))).toEqual(numbers.slice(30, 60));
    expect(others.map(({ frameCount }) => frameCount)).toEqual([numbers.length, 5]);
    const [native] = files().filter((file) => file.class === 'NATIVE-COPY');
    runTool('cmp', [data(native?.path ?? ''), other]);
  });
});
