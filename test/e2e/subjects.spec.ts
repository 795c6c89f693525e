import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { numberedClip } from '../helpers/numbered-clip.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import { goToFrame, importFootage, openOnBench, shownFrame, whenSettled } from './helpers/bench-steps.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { createMatter } from './helpers/matter-steps.ts';

/** Subjects and the form of an annotation, by the keyboard alone: nothing below is pressed with the mouse. */

let running: RunningApp;
let folder: string;

test.beforeAll(async () => {
  test.setTimeout(200_000);
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-subjects-'));
  const clip = await numberedClip('cfr');
  running = await launchApp();
  await createMatter(running, folder);
  await importFootage(running, [clip.path]);
  await openOnBench(running.page, path.basename(clip.path));
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test.describe.configure({ mode: 'serial' });

const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) {
    await running.page.keyboard.press(key);
  }
};
const type = (text: string): Promise<void> => running.page.keyboard.type(text);
const field = (name: string): Locator => running.page.getByRole('textbox', { name });

/** Presses Tab until the wanted element has the focus: what the keyboard cannot reach does not exist. */
async function tabTo(wanted: Locator, most = 30): Promise<void> {
  for (let left = most; left > 0; left -= 1) {
    if (await wanted.evaluate((element) => element.contains(document.activeElement))) {
      return;
    }
    await press('Tab');
  }
  throw new Error('Tab does not lead there.');
}

/** In a menu that has just been opened: its letters lead to the item, Enter takes it. */
async function chooseInMenu(word: string): Promise<void> {
  const item = running.page.getByRole('menuitem', { name: new RegExp(`^${word}`, 'i') });
  await expect(item).toBeVisible();
  await type(word);
  await expect(item).toBeFocused();
  await press('Enter');
}

test('the form asks for what the code requires right after the code, and names new subjects while playing', async () => {
  const { page } = running;
  await goToFrame(page, 20);
  await press('i', 'Control+ArrowRight');
  await expect(page.getByRole('status', { name: 'Frame shown' })).toHaveAttribute('data-frame', '30');
  await press('o', 'm');
  await expect(page.getByRole('combobox', { name: 'Code' })).toBeFocused();
  await type('UOF.1');
  await press('Enter');
  const force = page.getByRole('button', { name: /Force level/ });
  await tabTo(force, 3);
  // Letters and digits choose from a closed list, and are no keys of the bench meanwhile.
  await press('2');
  await expect(force).toContainText('2 control hold or takedown');
  await press('Tab');
  await expect(field('What is seen or heard')).toBeFocused();
  await type('Two hands are on the left sleeve of Person 1.');
  await press('Control+Space');
  await tabTo(page.getByRole('combobox', { name: 'Subjects' }), 2);
  await type('new a');
  await press('Enter');
  const named = page.getByRole('grid', { name: 'Subjects named' });
  await expect(named).toContainText('Agent A');
  await type('new p');
  await press('Enter');
  await expect(named).toContainText('Person 1');
  await type('veh');
  await press('Enter');
  await expect(named.getByRole('row')).toHaveCount(3);
  await press('Backspace');
  await expect(named.getByRole('row')).toHaveCount(2);
  await expect.poll(() => shownFrame(page)).toBeGreaterThan(40);
  await press('Control+Space');
  await whenSettled(page);
});

test('digits state the four axes, Tab leads to what each rests on, and Ctrl+Enter records', async () => {
  const { page } = running;
  const axis = (name: string) => page.getByRole('radiogroup', { name });
  for (const [name, key, words] of [
    ['How well it is seen', '3', 'clear'],
    ['How sure of the reading', '2', 'fairly sure'],
    ['What else shows it', '1', 'this recording alone'],
    ['How sure of the time', '1', 'clock not checked'],
  ] as const) {
    await tabTo(axis(name), 14);
    await press(key);
    await expect(axis(name)).toContainText(words);
  }
  await press('Tab');
  await type('±40 ms by the flash');
  await press('Shift+Tab', '0');
  await expect(axis('How sure of the time')).toContainText('not stated');
  await press('3');
  await tabTo(page.getByRole('checkbox', { name: 'Add an allegation' }), 4);
  await press('Space');
  await press('Tab');
  await type('A neighbour, on the phone');
  await press('Tab');
  await type('That the victim was pulled without a word.');
  await expect(page.getByRole('list', { name: 'Wording' })).toContainText('victim');
  // Below the fold or not: the button that records is always in sight.
  await expect(page.getByRole('button', { name: 'Record', exact: true })).toBeInViewport();
  await expectAccessible(page, 'the full form of an annotation');
  await press('Control+Enter');
  const card = page.getByRole('region', { name: 'Annotations of this recording' }).getByRole('article');
  await expect(card).toHaveCount(1);
  const prompt = page.getByRole('region', { name: 'Reviewed for context?' });
  await expect(prompt).toContainText('UOF.1, frames 20 to 30');
});

test('context is added over the same frames with one key, and the hint is gone', async () => {
  const { page } = running;
  await press('x');
  await expect(field('First frame')).toHaveValue('20');
  await expect(field('Last frame')).toHaveValue('30');
  await expect(page.getByRole('combobox', { name: 'Code' })).toBeFocused();
  await type('CTX.1');
  await press('Enter');
  await tabTo(field('What is seen or heard'), 4);
  await type('A voice says: step back.');
  await press('Control+Shift+Enter');
  await expect(page.getByRole('region', { name: 'Reviewed for context?' })).toBeHidden();
  // The next one has begun, empty, with the focus in its code.
  await expect(page.getByRole('combobox', { name: 'Code' })).toBeFocused();
  await expect(field('What is seen or heard')).toHaveValue('');
});

test('the wording helper follows, selects and steps aside by key, and its changes are undone like typing', async () => {
  const { page } = running;
  await press('Escape');
  await tabTo(field('What is seen or heard'), 5);
  await type('He angrily shouts "you criminals". The victim falls.');
  const hints = page.getByRole('list', { name: 'Wording' }).getByRole('listitem');
  await expect(hints).toHaveCount(2);
  await press('F2');
  await expect(field('What is seen or heard')).toHaveValue('He shouts "you criminals". The victim falls.');
  await press('F2');
  await expect(field('What is seen or heard')).toHaveValue('He shouts "you criminals". The person falls.');
  await press('Control+z');
  await expect(field('What is seen or heard')).toHaveValue('He shouts "you criminals". The victim falls.');
  await press('Shift+F2');
  await expect(hints).toHaveCount(0);
  // The draft stays with its frames when the recording is left.
  await press('Control+1');
  await press('Control+2');
  await whenSettled(page);
  await press('m');
  await expect(field('What is seen or heard')).toHaveValue('He shouts "you criminals". The victim falls.');
  await press('Escape');
  await tabTo(page.getByRole('button', { name: 'Clear', exact: true }), 40);
  await press('Enter');
  await tabTo(page.getByRole('button', { name: 'Close', exact: true }), 2);
  await press('Enter');
});

test('subjects are described and given features at the frame on the stage', async () => {
  const { page } = running;
  await goToFrame(page, 45);
  await press('Shift+S');
  await tabTo(page.getByRole('button', { name: 'Open Agent A' }), 4);
  await expect(page.getByRole('article', { name: 'Agent A' })).toContainText('1 annotation here, frames 20 to 30');
  await press('Enter');
  await expect(page.getByRole('button', { name: 'All subjects' })).toBeFocused();
  await press('Shift+F');
  const dialog = page.getByRole('dialog', { name: 'Feature at frame 45' });
  await expect(dialog.getByRole('textbox', { name: 'What this frame shows' })).toBeFocused();
  await type('Patch on the left arm reads “POL?CE”');
  // One press too many does not throw away what was typed.
  await press('Escape');
  await expect(dialog.getByRole('alert')).toContainText('not recorded');
  await press('Enter');
  await expect(dialog).toBeHidden();
  await goToFrame(page, 5);
  // Back to the list, which has the focus where it was left.
  await press('Shift+S');
  await expect(page.getByRole('button', { name: 'Open Agent A' })).toBeFocused();
  await press('Enter');
  await tabTo(page.getByRole('button', { name: 'Show frame 45' }), 8);
  await press('Enter');
  await expect(page.getByRole('status', { name: 'Frame shown' })).toHaveAttribute('data-frame', '45');
  await press('Shift+S');
  await expect(page.getByRole('button', { name: 'Open Agent A' })).toBeFocused();
  await press('Enter');
  await tabTo(page.getByRole('button', { name: 'Edit this subject' }), 3);
  await press('Enter');
  await expect(field('Name here')).toBeFocused();
  await tabTo(field('Clothing'), 14);
  await type('Green vest');
  // What is seen just now comes first: the form of an annotation, and the editor goes on after it.
  await press('Escape', 'm', 'Escape');
  await tabTo(page.getByRole('button', { name: 'Close', exact: true }), 50);
  await press('Enter');
  await expect(field('Clothing')).toHaveValue('Green vest');
  await tabTo(field('Clothing'), 24);
  await press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Agent A' })).toContainText('Green vest');
  await expectAccessible(page, 'the page of a subject');
});

test('a merge is a decision with a reason and frames; undo and split bring back what was', async () => {
  const { page } = running;
  const menu = page.getByRole('button', { name: 'More about this subject' });
  await tabTo(menu, 4);
  await press('Enter');
  await chooseInMenu('merge');
  const dialog = page.getByRole('dialog', { name: 'Merge Agent A into another subject' });
  await tabTo(dialog.getByRole('combobox'), 4);
  await type('person');
  await expect(page.getByRole('option', { name: /Person 1/ })).toBeVisible();
  await press('ArrowDown', 'Enter');
  await tabTo(dialog.getByRole('textbox', { name: 'What the decision rests on' }), 4);
  await type('The same walk.');
  await tabTo(dialog.getByRole('button', { name: '45: the frame on the stage' }), 4);
  await press('Enter');
  await expectAccessible(page, 'the merging of subjects');
  await tabTo(dialog.getByRole('button', { name: 'Merge', exact: true }), 6);
  await press('Enter');
  const person = page.getByRole('region', { name: 'Person 1' });
  await expect(person).toContainText('Also what was called Agent A before merging.');
  await expect(person).toContainText('POL?CE');
  await press('Control+z');
  await expect(person).not.toContainText('POL?CE');
  await press('Control+Shift+Z');
  await expect(person).toContainText('POL?CE');
  await press('Shift+S');
  await expect(page.getByRole('button', { name: 'Open Person 1' })).toBeFocused();
  await press('Enter');
  await tabTo(menu, 4);
  await press('Enter');
  await chooseInMenu('split');
  const split = page.getByRole('dialog', { name: 'Split Person 1' });
  await tabTo(split.getByRole('textbox', { name: 'What the decision rests on' }), 8);
  await type('The heights differ.');
  await tabTo(split.getByRole('button', { name: 'Split', exact: true }), 6);
  await press('Enter');
  const agent = page.getByRole('region', { name: 'Agent A' });
  await expect(agent).toContainText('POL?CE');
  await expect(agent).toContainText('Green vest');
  await tabTo(menu, 4);
  await press('Enter');
  await chooseInMenu('history');
  const history = page.getByRole('dialog', { name: 'History of Agent A' });
  await expect(history).toContainText('The same walk.');
  await expect(history).toContainText('The heights differ.');
  await expect(history.getByText(/custody entry/)).toHaveCount(7);
  await press('Escape');
  await expect(history).toBeHidden();
});
