import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSampleScene } from '../../../src-main/engine/media/sample-scene.ts';

/** Subjects through the command line, each verb in a process of its own. */

const main = path.resolve(import.meta.dirname, '../../../src-main/cli/main.ts');
let root = '';
let matter = '';

function cli(...words: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...words], {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: root,
        FRAME_OF_RECORD_DATA: path.join(root, 'data'),
        FRAME_OF_RECORD_REVIEWER: 'Casey Reviewer',
        FRAME_OF_RECORD_PASSPHRASE: 'a long sample passphrase',
      },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}

/** Standard output of a command that must succeed. */
async function said(...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await cli(...words);
  expect(code, stderr).toBe(0);
  return stdout;
}

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'frame-of-record-subjects-cli-'));
  matter = path.join(root, 'matter');
  const scene = path.join(root, 'scene.mp4');
  await makeSampleScene(scene);
  await said('matter', 'create', matter, '--name', 'Elm Street');
  await said('ingest', matter, scene);
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
  const refused = await cli('subjects', 'merge', matter, 'Agent B', '--into', 'Agent A', '--reason', 'Alike.');
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
