import path from 'node:path';
import type { Page } from '@playwright/test';
import type { CodebookStep } from '../../src-main/domain/codebook-change.ts';
import { safeKeyDerivation } from '../../src-main/engine/store/key-derivation.ts';
import { launchApp } from '../e2e/helpers/launch-app.ts';
import { answerOpenDialogs } from '../e2e/helpers/native-dialogs.ts';
import { openPageDoors } from '../e2e/helpers/page-doors.ts';
import { ingestOne, writeMany } from '../helpers/many-annotations.ts';
import { makeTestPlace, openTestMatter, testPassphrase, testReviewer } from '../helpers/open-test-matter.ts';
import { seededRandom } from '../helpers/seeded-random.ts';
import type { BenchLine } from './bench-line.ts';
import { makeQuietRecording } from './long-recording.ts';

const codeCount = 3000;
const goalMillis = 50;
const checkedCount = 10_000;
const checkGoalMillis = 1000;

const words = (
  'hand arm door vehicle person agent stands walks runs holds shows says asks waits turns opens closes lifts points ' +
  'near before after under over left right front back light dark voice sound order answer paper phone bag glove mask'
).split(' ');

/** Thirty groups of a hundred codes each, in words that many of them share. */
function manyCodes(): CodebookStep[] {
  const random = seededRandom(3);
  const some = (count: number): string =>
    Array.from({ length: count }, () => words[Math.floor(random() * words.length)] ?? '').join(' ');
  return Array.from({ length: 30 }, (_, at): CodebookStep[] => {
    const id = `Q${String.fromCharCode(65 + Math.floor(at / 26), 65 + (at % 26))}`;
    const kind = at % 3 === 0 ? 'context' : at % 3 === 1 ? 'conduct' : 'setting';
    return [
      { do: 'add-group', group: { id, label: `Group ${some(2)}`, kind } },
      ...Array.from(
        { length: codeCount / 30 },
        (_unused, number): CodebookStep => ({
          do: 'add-code',
          code: {
            id: `${id}.${number + 1}`,
            label: some(4),
            definition: `It is seen that ${some(14)}.`,
            group: id,
            synonyms: [some(1)],
            attributes: [],
            isRetired: false,
          },
        }),
      ),
    ];
  }).flat();
}

async function makeMatter(place: string, file: string): Promise<number> {
  const test = await openTestMatter({ place, keyDerivation: safeKeyDerivation });
  const footageId = await ingestOne(test, file);
  const { version } = await test.client.call('codebook.show', {});
  await test.client.call('codebook.change', { base: version, steps: manyCodes() });
  writeMany(test.matter(), footageId, checkedCount, (at) => ({
    code: at % 3 === 0 ? 'UOF.1' : at % 3 === 1 ? 'IDN.1' : 'CTX.7',
  }));
  await test.client.call('codebook.check', {});
  const began = performance.now();
  await test.client.call('codebook.check', {});
  const millis = performance.now() - began;
  await test.close();
  await test.engine.close();
  return millis;
}

type TimedWindow = Window & { pressTimes?: number[] };

/** Keeps, for every key pressed, the time until the frame after it was painted. */
async function timePresses(page: Page): Promise<void> {
  await page.evaluate(() => {
    const kept: number[] = [];
    (window as TimedWindow).pressTimes = kept;
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          // A task after the frame: what the key changed is painted.
          const channel = new MessageChannel();
          channel.port1.onmessage = () => kept.push(performance.now() - timeStamp);
          channel.port2.postMessage(null);
        });
      },
      { capture: true },
    );
  });
}

/** Types each query letter by letter, takes it away again, and gives the times of all presses. */
async function typeQueries(page: Page, queries: readonly string[]): Promise<number[]> {
  await page.evaluate(() => {
    const { pressTimes } = window as TimedWindow;
    pressTimes?.splice(0);
  });
  for (const query of queries) {
    for (const letter of query) {
      await page.keyboard.press(letter === ' ' ? 'Space' : letter);
      await page.waitForTimeout(60);
    }
    for (const _letter of query) {
      await page.keyboard.press('Backspace');
      await page.waitForTimeout(60);
    }
  }
  return page.evaluate(() => [...((window as TimedWindow).pressTimes ?? [])]);
}

/** The same codes as a plain list, every match in the page, filtered as letters come; put over the page of the app. */
async function showPlainList(
  page: Page,
  codes: readonly { id: string; label: string; definition: string }[],
): Promise<void> {
  await page.evaluate((all) => {
    const frame = document.createElement('div');
    frame.style.cssText = 'position:fixed;inset:60px;overflow:auto;z-index:9999;background:#222';
    const input = document.createElement('input');
    input.id = 'plain-input';
    const list = document.createElement('ul');
    const draw = (): void => {
      const typed = input.value.toLowerCase().split(' ').filter(Boolean);
      const found = all.filter((code) => {
        const text = `${code.id} ${code.label} ${code.definition}`.toLowerCase();
        return typed.every((word) => text.includes(word));
      });
      list.replaceChildren(
        ...found.map((code) => {
          const item = document.createElement('li');
          const [id, label, definition] = [
            document.createElement('code'),
            document.createElement('b'),
            document.createElement('p'),
          ];
          id.textContent = code.id;
          label.textContent = code.label;
          definition.textContent = code.definition;
          item.append(id, label, definition);
          return item;
        }),
      );
    };
    input.addEventListener('input', draw);
    frame.append(input, list);
    document.body.append(frame);
    draw();
    input.focus();
  }, codes);
}

function p95(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}

const queries = ['a', 'hand', 'agent opens', 'qab', 'door l', 'vehicel', 'mask'];

/** Key press to painted options with 3,000 codes in the real app, beside a plain list of the same codes in the same page. */
export async function benchCodePicker(): Promise<BenchLine[]> {
  const place = makeTestPlace('bench-code-picker');
  const { file } = makeQuietRecording(place, 60);
  const checkMillis = await makeMatter(path.join(place, 'many'), file);
  const running = await launchApp();
  try {
    const { page, app } = running;
    const doors = await openPageDoors(page);
    await answerOpenDialogs(app, [path.join(place, 'many', 'matter')]);
    const granted = await doors.shell('dialog.pickFolder', { title: 'Matter' });
    await doors.engine('matters.open', {
      folder: { grant: granted?.grant ?? '' },
      passphrase: testPassphrase,
      reviewer: testReviewer,
    });
    await page.getByRole('button', { name: `Review ${path.basename(file)}`, exact: true }).click();
    await page.locator('dl[data-settled="true"]').waitFor();
    await page.waitForTimeout(2000);
    await timePresses(page);
    await page.keyboard.press('m');
    await page.getByRole('option').first().waitFor();
    await typeQueries(page, ['warm']);
    const ours = await typeQueries(page, queries);
    await page.keyboard.type('agent opens');
    const shown = await page.getByRole('option').first().innerText();
    if (!/agent/.test(shown) || !/opens/.test(shown)) {
      throw new Error(`The picker shows "${shown}" for "agent opens".`);
    }
    await page.keyboard.press('Escape');
    const { codes } = await doors.engine('codebook.show', {});
    await showPlainList(
      page,
      codes.map(({ id, label, definition }) => ({ id, label, definition })),
    );
    await typeQueries(page, ['warm']);
    const reference = await typeQueries(page, queries);
    const [own, plain] = [p95(ours), p95(reference)];
    return [
      {
        name: `a key in the code picker with ${codes.length} codes, to painted options (${ours.length} presses)`,
        ours: own,
        reference: plain,
        unit: 'ms (p95; reference: every match in the page)',
        ratio: own / plain,
        goal: `at most ${goalMillis} ms, and faster than the plain list`,
        isMet: own <= goalMillis && own < plain,
      },
      {
        name: `check ${checkedCount} annotations against the rules`,
        ours: checkMillis,
        reference: checkGoalMillis,
        unit: 'ms (reference: the goal)',
        ratio: checkMillis / checkGoalMillis,
        goal: 'under a second',
        isMet: checkMillis < checkGoalMillis,
      },
    ];
  } finally {
    await running.close();
  }
}
