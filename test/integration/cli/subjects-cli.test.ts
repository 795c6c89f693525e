import { copyFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandLine } from '../../helpers/command-line.ts';
import { ingestFrames } from '../../helpers/ingest-frames.ts';
import { numberedClip } from '../../helpers/numbered-clip.ts';
import { leastKeyDerivation, makeTestPlace, openTestMatter, testPassphrase } from '../../helpers/open-test-matter.ts';

/** Subjects through the command line, each verb in a process of its own. */

const root = makeTestPlace('subjects-cli');
const matter = path.join(root, 'matter');
const { cli, said } = commandLine(root, testPassphrase);

beforeAll(async () => {
  const scene = path.join(root, 'scene.mp4');
  await copyFile((await numberedClip('cfr')).path, scene);
  const test = await openTestMatter({ place: root, keyDerivation: leastKeyDerivation });
  await ingestFrames(test, [scene]);
  await test.engine.close();
}, 60_000);

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

it('names, describes, annotates, merges and splits subjects; the new fields of an annotation go along', async () => {
  expect(await said('subjects', 'add', matter, '--kind', 'agent', '--detail', 'clothing=Green vest')).toContain(
    'Agent A',
  );
  expect(await said('subjects', 'add', matter, '--kind', 'agent', '--as', 'driver')).toContain('Agent B');
  await said(
    'subjects',
    'change',
    matter,
    'agent b',
    '--detail',
    'badgeOrName=4?17',
    '--detail',
    'badgeLegibility=partial',
  );
  await said(
    ...['subjects', 'feature', matter, 'Agent B', '--kind', 'patch', '--text', 'Patch reads POL?CE'],
    ...['--at', 'scene.mp4:3'],
  );
  const annotation = JSON.parse(
    await said(
      ...['annotate', matter, 'scene.mp4', '--from', '2', '--to', '6', '--code', 'CTX.1', '--json'],
      ...[
        '--observation',
        'A voice says: step back.',
        '--subject',
        'Agent B',
        '--confidence',
        'time=2:by the flash: 40 ms',
      ],
      ...['--exculpatory', '--note', 'Ask the clerk.'],
    ),
  ) as Record<string, unknown>;
  expect(annotation).toMatchObject({
    isExculpatory: true,
    note: 'Ask the clerk.',
    confidence: { time: 2, visibility: null },
    confidenceBasis: { time: 'by the flash: 40 ms' },
  });
  const refused = await cli(['subjects', 'merge', matter, 'Agent B', '--into', 'Agent A', '--reason', 'Alike.']);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--evidence') });
  await said(
    ...['subjects', 'merge', matter, 'Agent B', '--into', 'Agent A', '--reason', 'The same patch.'],
    ...['--evidence', 'scene.mp4:3'],
  );
  const merged = await said('subjects', 'list', matter);
  expect(merged).toMatch(/Agent A {2}agent, unknown {2}in-use {2}1 annotations\n.*patch, frame 3/);
  expect(merged).toContain('merged into Agent A');
  await said('subjects', 'split', matter, 'Agent A', '--former', 'Agent B', '--reason', 'The heights differ.');
  const history = await said('subjects', 'history', matter, 'Agent B');
  expect(history).toMatch(/Merge Agent B into Agent A, Casey Reviewer: The same patch\./);
  expect(history).toMatch(/Split Agent B from Agent A, Casey Reviewer: The heights differ\./);
}, 120_000);
