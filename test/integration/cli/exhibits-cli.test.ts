import { copyFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Exhibit } from '../../../src-main/domain/exhibit.ts';
import type { ExhibitPreview } from '../../../src-main/domain/exhibit-preview.ts';
import { commandLine } from '../../helpers/command-line.ts';
import { ingestFrames } from '../../helpers/ingest-frames.ts';
import { numberedClip } from '../../helpers/numbered-clip.ts';
import { leastKeyDerivation, makeTestPlace, openTestMatter, testPassphrase } from '../../helpers/open-test-matter.ts';

/** Exhibits through the command line, each verb in a process of its own. */

const root = makeTestPlace('exhibits-cli');
const matter = path.join(root, 'matter');
const { cli, said } = commandLine(root, testPassphrase);

async function answered<T>(...words: readonly string[]): Promise<T> {
  return JSON.parse(await said(...words, '--json')) as T;
}

beforeAll(async () => {
  const scene = path.join(root, 'scene.mp4');
  await copyFile((await numberedClip('cfr')).path, scene);
  const test = await openTestMatter({ place: root, keyDerivation: leastKeyDerivation });
  await ingestFrames(test, [scene]);
  await test.engine.close();
}, 120_000);

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

it('makes, changes, orders, renumbers, previews and withdraws exhibits', async () => {
  const annotation = await answered<{ id: string }>(
    ...['annotate', matter, 'scene.mp4', '--from', '20', '--to', '30', '--code', 'CTX.1'],
    ...['--observation', 'A command is heard. Nobody answers.'],
  );
  expect(await said('exhibits', 'add', matter, '--annotations', 'all')).toMatch(
    /^Ex\. 1 +\S+@1 {2}scene\.mp4, frames 20 to 29: A command is heard\n$/,
  );
  await said(
    ...[
      'exhibits',
      'add',
      matter,
      'scene.mp4',
      '--from',
      '3',
      '--to',
      '9',
      '--number',
      '12-A',
      '--title',
      'At the door',
    ],
    ...['--context', 'none', '--with', 'contact-sheet', '--without', 'still'],
  );
  await said('exhibits', 'add', matter, 'scene.mp4', '--frame', '5', '--contrast', '150');
  await said('exhibits', 'add', matter, 'scene.mp4', '--native');

  await said('exhibits', 'revise', matter, '12-a', '--to', '11', '--before', '2.5', '--quality', 'lossless');
  await said('exhibits', 'order', matter, '14', 'Ex. 13');
  const renumbered = await answered<Exhibit[]>('exhibits', 'renumber', matter, '14=13', '13=14');
  expect(renumbered.map(({ number, content }) => [number, content.kind])).toEqual([
    ['13', 'native'],
    ['14', 'still'],
  ]);
  const listed = await answered<Exhibit[]>('exhibits', 'list', matter);
  expect(listed.map(({ number }) => number)).toEqual(['13', '14', '1', '12-A']);
  expect(listed[3]).toMatchObject({
    title: 'At the door',
    content: { span: { inFrame: 3, outFrame: 11 } },
    options: {
      context: 'none',
      contextBeforeMicros: 2_500_000,
      withContactSheet: true,
      withStill: false,
      quality: 'lossless',
    },
  });

  const preview = await answered<ExhibitPreview>('exhibits', 'preview', matter, '12-A');
  expect(preview.frames).toEqual({ before: 2, first: 3, last: 10, after: 11 });
  expect(preview.files.map(({ role }) => role)).toEqual(['clip', 'contact-sheet']);
  expect(await said('exhibits', 'preview', matter, '14')).toMatch(
    /ENHANCED +Frame 5 with viewing aids, 1 frame, about/,
  );

  expect(annotation.id).toBe(listed[2]?.annotationId);
  await said('exhibits', 'withdraw', matter, '13', '14', '--reason', 'Not needed.');
  await said('exhibits', 'renumber', matter, '--in-order', '--start', '101');
  expect((await answered<Exhibit[]>('exhibits', 'list', matter)).map(({ number }) => number)).toEqual(['101', '102']);
}, 180_000);

it.each([
  [['exhibits', 'add', 'MATTER', 'scene.mp4'], 2, /Say what to make an exhibit of/],
  [['exhibits', 'add', 'MATTER'], 2, /or --annotations, is missing/],
  [['exhibits', 'add', 'MATTER', 'scene.mp4', '--native', '--with', 'sugar'], 2, /--with takes still, contact-sheet/],
  [['exhibits', 'add', 'MATTER', 'scene.mp4', '--native', '--number', '101'], 1, /There is an Ex\. 101 already/],
  [['exhibits', 'revise', 'MATTER', '77', '--title', 'x'], 1, /has no exhibit "77"/],
  [['exhibits', 'revise', 'MATTER', '101', '--context', 'most'], 2, /--context is separate, marked or none/],
  [['exhibits', 'renumber', 'MATTER'], 2, /Give OLD=NEW/],
] as const)(
  '%j ends with %i',
  async (words, code, sentence) => {
    const outcome = await cli(words.map((word) => (word === 'MATTER' ? matter : word)));
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toMatch(sentence);
  },
  60_000,
);
