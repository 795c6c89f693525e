import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { numberedClip } from '../helpers/numbered-clip.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import { goToFrame, importFootage, openOnBench, shownFrame, whenSettled } from './helpers/bench-steps.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { createMatter } from './helpers/matter-steps.ts';

let running: RunningApp;
let folder: string;

test.beforeAll(async () => {
  test.setTimeout(200_000);
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-annotate-'));
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

const cards = (): Locator =>
  running.page.getByRole('region', { name: 'Annotations of this recording' }).getByRole('article');

async function chooseCode(words: string, id: string): Promise<void> {
  const { page } = running;
  const code = page.getByRole('combobox', { name: 'Code' });
  await code.fill(words);
  await expect(page.getByRole('option').filter({ hasText: id }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(code).toHaveValue(new RegExp(`[(]${id.replace('.', '[.]')}[)]$`));
}

test('marks, a code found by its letters and an observation make an annotation, without the mouse', async () => {
  const { page } = running;
  await goToFrame(page, 30);
  await page.keyboard.press('i');
  await page.keyboard.press('Control+ArrowRight');
  await expect(page.getByRole('status', { name: 'Frame shown' })).toHaveAttribute('data-frame', '40');
  await page.keyboard.press('o');
  await page.keyboard.press('m');
  const form = page.getByRole('form', { name: 'New annotation' });
  await expect(form.getByRole('textbox', { name: 'First frame' })).toHaveValue('30');
  await expect(form.getByRole('textbox', { name: 'Last frame' })).toHaveValue('40');
  await expect(page.getByRole('combobox', { name: 'Code' })).toBeFocused();
  await chooseCode('face covered', 'IDN.2');
  await expectAccessible(page, 'the form of an annotation');
  await page.keyboard.press('Tab');
  await form
    .getByRole('textbox', { name: 'What is seen or heard' })
    .fill('An agent wears a cloth mask over nose and mouth.');
  await page.keyboard.press('Control+Enter');
  await expect(cards()).toHaveCount(1);
  await expect(cards().first()).toContainText('Alleged / for review: Face covered');
  await expect(cards().first()).toContainText('Frames 30 to 40');
});

test('an incomplete annotation is not recorded, and each field says what it needs', async () => {
  const { page } = running;
  await goToFrame(page, 60);
  await page.keyboard.press('m');
  // The list of codes, which lies over the form, is put away.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByText('Choose a code.')).toBeVisible();
  await expect(page.getByText('Say what is seen or heard before saving.')).toBeVisible();
  await chooseCode('warning', 'CTX.1');
  await page
    .getByRole('textbox', { name: 'What is seen or heard' })
    .fill('A voice says: step back. The victim is attacked.');
  await expect(page.getByRole('list', { name: 'Wording' })).toContainText('victim');
  await page.getByText('Add an allegation').click();
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByText('Say who alleges it.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Who alleges it' }).fill('Complainant, by letter of 3 March');
  await page.getByRole('textbox', { name: 'What is alleged' }).fill('That no time was given to comply.');
  await page.getByRole('textbox', { name: 'What is seen or heard' }).fill('A voice says: step back.');
  await page.screenshot({ path: 'test-results/screens/annotate-form.png' });
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(cards()).toHaveCount(2);
  await expect(cards().nth(1)).toContainText('Alleged by Complainant, by letter of 3 March:');
});

test('playing is possible while typing and typing never moves the picture', async () => {
  const { page } = running;
  await goToFrame(page, 10);
  await page.keyboard.press('m');
  const text = page.getByRole('textbox', { name: 'What is seen or heard' });
  await text.fill('');
  await text.pressSequentially('jkl,. mio [] ');
  await expect(text).toHaveValue('jkl,. mio [] ');
  expect(await shownFrame(page)).toBe(10);
  await page.keyboard.press('Control+Space');
  await expect.poll(() => shownFrame(page)).toBeGreaterThan(15);
  await expect(text).toBeFocused();
  await page.keyboard.press('Control+Space');
  await whenSettled(page);
  await page.keyboard.press('Escape');
  const before = await shownFrame(page);
  await page.keyboard.press('.');
  await expect(page.getByRole('status', { name: 'Frame shown' })).toHaveAttribute('data-frame', String(before + 1));
  await page.getByRole('button', { name: 'Close', exact: true }).click();
});

test('unfinished text is still there after a look at another screen, and when the page died', async () => {
  const { page } = running;
  const text = page.getByRole('textbox', { name: 'What is seen or heard' });
  await page.getByRole('button', { name: 'Custody' }).click();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await whenSettled(page);
  await page.keyboard.press('m');
  await expect(text).toHaveValue('jkl,. mio [] ');
  await text.fill('Typed last.');
  // A page that is loaded anew knows nothing of the one before: what was typed comes from the matter.
  await page.reload();
  await openOnBench(page, path.basename((await numberedClip('cfr')).path));
  const kept = page.getByRole('list', { name: 'Not recorded yet' });
  await expect(kept).toContainText('Typed last.');
  await expectAccessible(page, 'the forms that are not recorded');
  await kept.getByRole('button', { name: 'Go on: New annotation' }).click();
  await expect(text).toHaveValue('Typed last.');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByRole('button', { name: 'Bring back', exact: true }).click();
  await expect(text).toHaveValue('Typed last.');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await kept.getByRole('button', { name: 'Discard: New annotation' }).click();
  await expect(kept).toBeHidden();
});

test('the frames that stand in the form are those that are recorded', async () => {
  const { page } = running;
  await goToFrame(page, 100);
  await page.keyboard.press('m');
  await chooseCode('warning', 'CTX.1');
  const first = page.getByRole('textbox', { name: 'First frame' });
  const last = page.getByRole('textbox', { name: 'Last frame' });
  await last.fill('80');
  await page.keyboard.press('Tab');
  await expect(first).toHaveValue('80');
  await expect(last).toHaveValue('80');
  await last.fill('120');
  await page.keyboard.press('Tab');
  await expect(first).toHaveValue('80');
  await page.getByRole('textbox', { name: 'What is seen or heard' }).fill('A voice is heard.');
  await page.keyboard.press('Control+Enter');
  await expect(cards()).toHaveCount(3);
  await expect(cards().nth(2)).toContainText('Frames 80 to 120');
});

test('an annotation is changed, undone, done again and withdrawn; its history shows every step', async () => {
  const { page } = running;
  const first = cards().first();
  await first.getByRole('button', { name: 'Edit this annotation' }).click();
  const form = page.getByRole('form', { name: 'Edit annotation' });
  const observed = form.getByRole('textbox', { name: 'What is seen or heard' });
  await observed.fill('An agent wears a dark cloth mask.');
  await form.getByRole('button', { name: 'Record the changes' }).click();
  await expect(first).toContainText('An agent wears a dark cloth mask.');
  // What is being typed goes on over what the annotation becomes meanwhile, and closing the form throws nothing away.
  await first.getByRole('button', { name: 'Edit this annotation' }).click();
  await form.getByRole('textbox', { name: 'Working note' }).fill('Ask for the other camera.');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(observed).toHaveValue(/over nose and mouth/);
  await expect(form.getByRole('textbox', { name: 'Working note' })).toHaveValue('Ask for the other camera.');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: 'Go on: Changes to IDN.2' }).click();
  await expect(form.getByRole('textbox', { name: 'Working note' })).toHaveValue('Ask for the other camera.');
  await form.getByRole('button', { name: 'As recorded' }).click();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Not recorded yet' })).toBeHidden();
  await page.keyboard.press('Control+Shift+Z');
  await expect(first).toContainText('dark cloth mask');
  await page.keyboard.press('Control+z');
  await expect(first).toContainText('over nose and mouth');
  await page.keyboard.press('Control+Shift+Z');
  await expect(first).toContainText('dark cloth mask');
  await first.getByRole('button', { name: 'Withdraw this annotation' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Withdraw this annotation?' });
  await dialog.getByRole('textbox', { name: /Reason/ }).fill('Recorded against the wrong person.');
  await dialog.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(cards()).toHaveCount(2);
  await page.getByText('Show withdrawn (1)').click();
  await expect(cards()).toHaveCount(3);
  await expect(cards().first()).toContainText('Withdrawn');
  await cards().first().getByRole('button', { name: 'History of this annotation' }).click();
  const history = page.getByRole('dialog', { name: 'History of this annotation' });
  await expect(history.getByText(/^Revision 7/)).toBeVisible();
  await expect(history.getByText(/custody entry/)).toHaveCount(7);
  await expectAccessible(page, 'the history of an annotation');
  await page.screenshot({ path: 'test-results/screens/annotate-history.png' });
  await history.getByRole('button', { name: 'Close' }).click();
  await expect(history).toBeHidden();
});

test('arrow keys walk the annotations and move the picture with them', async () => {
  const { page } = running;
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Show withdrawn (1)')).toBeHidden();
  await goToFrame(page, 0);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('status', { name: 'Frame shown' })).toHaveAttribute('data-frame', '30');
  await whenSettled(page);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('status', { name: 'Frame shown' })).toHaveAttribute('data-frame', '60');
  await whenSettled(page);
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('status', { name: 'Frame shown' })).toHaveAttribute('data-frame', '30');
  await page.screenshot({ path: 'test-results/screens/annotate-list.png' });
});
