import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { numberedClip } from '../helpers/numbered-clip.ts';
import { frameIs as expectFrame, shownFrame, whenSettled } from './helpers/bench-steps.ts';
import { expectNoMouse, press, tabTo, typeInto, watchForMouse } from './helpers/keyboard-only.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { testPassphrase } from './helpers/matter-steps.ts';
import { answerOpenDialogs, answerSaveDialogs } from './helpers/native-dialogs.ts';

/**
 * A whole review session by keys alone, from the first start to a sealed packet. Dialogs of the operating system are
 * answered for it; everything else is a key press, and the page itself says that no mouse was used.
 */
let running: RunningApp;
let folder: string;
let name: string;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-keyboard-'));
  await mkdir(path.join(folder, 'stills'));
  name = path.basename((await numberedClip('cfr')).path);
  running = await launchApp();
  await watchForMouse(running.page);
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test.afterEach(() => expectNoMouse(running.page));

test.describe.configure({ mode: 'serial' });

const button = (label: string | RegExp): Locator =>
  running.page.getByRole('button', { name: label, exact: typeof label === 'string' });
const box = (label: string | RegExp): Locator =>
  running.page.getByRole('textbox', { name: label, exact: typeof label === 'string' });
const cards = (): Locator =>
  running.page.getByRole('region', { name: 'Annotations of this recording' }).getByRole('article');
const frameIs = (frame: number) => expectFrame(running.page, frame);

/** Out of whatever has the focus, so that the keys are the player's. */
async function backToPlayer(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}

/** Opens a choice and takes the one below. */
async function choose(page: Page, control: Locator): Promise<void> {
  await press(page, control);
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox')).toHaveCount(0);
}

/** Asks for a frame through the dialog. */
async function askFor(page: Page, frame: number): Promise<void> {
  await page.keyboard.press('g');
  await expect(box('Frame or media time')).toBeFocused();
  await page.keyboard.type(String(frame));
  await page.keyboard.press('Enter');
}

async function goTo(page: Page, frame: number): Promise<void> {
  await askFor(page, frame);
  await frameIs(frame);
  await whenSettled(page);
}

test('a matter is created and its recovery key put away', async () => {
  const { app, page } = running;
  await answerSaveDialogs(app, path.join(folder, 'matter'));
  await typeInto(page, box('Name of the matter'), 'Elm Street, 14 March');
  await press(page, button('Choose a folder…'));
  await typeInto(page, box('Passphrase'), testPassphrase);
  await typeInto(page, box('Passphrase again'), testPassphrase);
  await typeInto(page, box('Your name'), 'Dana Whitfield');
  await press(page, button(/Your role/));
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.keyboard.type('par');
  await expect(page.getByRole('option', { name: 'Paralegal' })).toBeFocused();
  await page.keyboard.press('Enter');
  await press(page, button('Create the matter'));
  await press(page, page.getByRole('checkbox', { name: /I have printed or written down/ }), 'Space');
  await press(page, button('Go on to the matter'));
  await expect(page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible();
});

test('footage is imported and put on the bench', async () => {
  test.setTimeout(240_000);
  const { app, page } = running;
  await answerOpenDialogs(app, [(await numberedClip('cfr')).path]);
  await press(page, button('Import footage').first());
  await press(page, button('Choose files…'));
  await expect(page.getByText('1 chosen')).toBeVisible();
  await press(page, button('Import'));
  await expect(page.getByText(/^Import finished/)).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(/jobs? to go/)).toHaveCount(0, { timeout: 150_000 });
  await press(page, button(`Review ${name}`));
  await whenSettled(page);
  await frameIs(0);
});

test('it is stepped, played, reversed and stopped', async () => {
  const { page } = running;
  await page.keyboard.press('.');
  await frameIs(1);
  await page.keyboard.press('Control+ArrowRight');
  await frameIs(11);
  await page.keyboard.press(',');
  await frameIs(10);
  await page.keyboard.press('l');
  await expect.poll(() => shownFrame(page)).toBeGreaterThan(30);
  await page.keyboard.press('k');
  await whenSettled(page);
  const turned = await shownFrame(page);
  await page.keyboard.press('j');
  await expect.poll(() => shownFrame(page)).toBeLessThan(turned - 5);
  await page.keyboard.press('k');
  await whenSettled(page);
});

test('a span is marked and annotated: code, attribute, observation, subject, confidence, allegation', async () => {
  const { page } = running;
  await goTo(page, 30);
  await page.keyboard.press('i');
  await page.keyboard.press('Control+ArrowRight');
  await frameIs(40);
  await page.keyboard.press('o');
  await page.keyboard.press('m');
  const code = page.getByRole('combobox', { name: 'Code' });
  await expect(code).toBeFocused();
  await page.keyboard.type('physical control');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(code).toHaveValue(/Physical control/);
  const form = page.getByRole('form', { name: 'New annotation' });
  // What the code asks for stands apart from the form's own fields, which a codebook may name alike.
  const details = form.getByRole('group', { name: 'Details for code UOF.1', exact: true });
  await choose(page, details.getByRole('button', { name: /Force level/ }));
  await expect(details.getByRole('textbox')).toHaveCount(0);
  await typeInto(page, box(/What is seen or heard/), 'A hand is on a sleeve.');
  await tabTo(page, form.getByRole('combobox', { name: 'Subjects' }));
  await page.keyboard.type('new a');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid', { name: 'Subjects named' })).toContainText('Agent A');
  await tabTo(page, page.getByRole('radiogroup', { name: 'How well it is seen' }).getByRole('radio').first());
  await page.keyboard.press('3');
  await expect(page.getByRole('radiogroup', { name: 'How well it is seen' })).toContainText('clear');
  await press(page, page.getByRole('checkbox', { name: 'Add an allegation' }), 'Space');
  await typeInto(page, box(/Who alleges it/), 'Complainant, by letter of 3 March');
  await typeInto(page, box(/What is alleged/), 'That no warning was given.');
  await page.keyboard.press('Control+Enter');
  await expect(cards()).toHaveCount(1);
  await expect(cards().first()).toContainText('Alleged by Complainant');
});

test('the annotation is found with the arrows, revised, split, undone and done again', async () => {
  const { page } = running;
  await backToPlayer(page);
  await page.keyboard.press('Home');
  await frameIs(0);
  await page.keyboard.press('ArrowDown');
  await frameIs(30);
  await page.keyboard.press('Enter');
  await typeInto(page, box(/What is seen or heard/), 'A gloved hand is on a sleeve.');
  await page.keyboard.press('Control+Enter');
  await expect(cards().first()).toContainText('A gloved hand');
  await backToPlayer(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await goTo(page, 35);
  await page.keyboard.press('b');
  await expect(cards()).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(cards()).toHaveCount(1);
  await page.keyboard.press('Control+Shift+Z');
  await expect(cards()).toHaveCount(2);
});

test('words are searched, and the list narrows', async () => {
  const { page } = running;
  await page.keyboard.press('Control+f');
  await expect(page.getByRole('searchbox', { name: 'Find in annotations' })).toBeFocused();
  await page.keyboard.type('nowhere to be found');
  await expect(cards()).toHaveCount(0);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('gloved');
  await expect(cards()).toHaveCount(2);
  await backToPlayer(page);
  await expect(page.getByRole('searchbox', { name: 'Find in annotations' })).not.toBeFocused();
});

test('frames are noted as disturbing, and the notice is answered', async () => {
  const { page } = running;
  await goTo(page, 100);
  await page.keyboard.press('i');
  await page.keyboard.press('Control+ArrowRight');
  await frameIs(110);
  await page.keyboard.press('o');
  await page.keyboard.press('Shift+N');
  await expect(box('In neutral words (optional)')).toBeFocused();
  await page.keyboard.type('A person falls');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await goTo(page, 20);
  await askFor(page, 105);
  const notice = page.getByRole('alertdialog', { name: /Content note/ });
  await expect(notice.getByRole('button', { name: /^Go on G$/ })).toBeEnabled();
  await page.keyboard.press('g');
  await frameIs(105);
});

test('a still is taken', async () => {
  const { app, page } = running;
  await answerSaveDialogs(app, path.join(folder, 'stills', 'first.png'));
  await answerOpenDialogs(app, [path.join(folder, 'stills')]);
  await page.keyboard.press('c');
  await expect(page.getByText(/^Frame 105 is in /)).toBeVisible();
  expect((await readdir(path.join(folder, 'stills'))).length).toBeGreaterThanOrEqual(2);
});

test('help, palette, codebook and settings open and close', async () => {
  const { page } = running;
  await page.keyboard.press('Shift+Slash');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Find a command' }).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('g 12');
  await expect(page.getByRole('menuitem').first()).toContainText('Go to frame 12');
  await page.keyboard.press('Enter');
  await frameIs(12);
  await page.keyboard.press('Control+6');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Codebook');
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
});

test('a packet is prepared and sealed', async () => {
  test.setTimeout(240_000);
  const { page } = running;
  await page.keyboard.press('Control+3');
  await press(page, button('Prepare a packet').first());
  const list = page.getByRole('region', { name: 'Annotations to choose from' });
  await press(page, list.getByRole('checkbox').first(), 'Space');
  await typeInto(page, box('Name of the packet'), 'ELM-PKT001');
  await press(page, button('Seal the packet'));
  const packet = page.getByRole('article', { name: 'Packet ELM-PKT001' });
  await expect(packet.getByText('Sealed', { exact: true })).toBeVisible({ timeout: 180_000 });
});
