import { execFile } from 'node:child_process';
import { appendFile, copyFile, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { commandLine, commandLineMain } from '../../helpers/command-line.ts';
import { numberedClip, numberedSize } from '../../helpers/numbered-clip.ts';
import { leastKeyDerivation, makeTestPlace, openTestMatter, testPassphrase } from '../../helpers/open-test-matter.ts';

/** The whole job through the command line, each verb in a process of its own, as a script would do it. */

const root = makeTestPlace('cli');
const matter = path.join(root, 'matter');
const scene = path.join(root, 'scene.mp4');
const { cli, value } = commandLine(root, testPassphrase);

beforeAll(async () => {
  await copyFile((await numberedClip('cfr')).path, scene);
  await writeFile(path.join(root, 'notes.txt'), 'not a recording\n');
  await (await openTestMatter({ place: root, keyDerivation: leastKeyDerivation })).engine.close();
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

const footageValue = z.object({
  id: z.string(),
  name: z.string(),
  state: z.string(),
  digest: z.string(),
  frameCount: z.int().nullable(),
  frameRate: z.string().nullable(),
  isVariableRate: z.boolean().nullable(),
});

it('creates a matter, which opens with the passphrase that it was given', async () => {
  const fresh = path.join(root, 'fresh');
  const created = await value(
    ['matter', 'create', fresh, '--name', 'Café on 5th & Main'],
    z.object({ name: z.string(), recoveryKey: z.string().min(40) }),
  );
  expect(created.name).toBe('Café on 5th & Main');
  expect(await value(['footage', 'list', fresh], z.array(footageValue))).toEqual([]);
});

it('does the main job, verb by verb', async () => {
  const ingested = await value(
    ['ingest', matter, scene, path.join(root, 'notes.txt'), '--source-kind', 'folder', '--custodian', 'Records unit'],
    z.object({
      results: z.array(z.object({ relativePath: z.string(), outcome: z.string() })),
      footage: z.array(footageValue),
    }),
  );
  expect(ingested.results.map((result) => result.outcome)).toEqual(['stored', 'stored']);

  const list = await value(['footage', 'list', matter], z.array(footageValue));
  expect(list.map((item) => [item.name, item.state])).toEqual([
    ['scene.mp4', 'readable'],
    ['notes.txt', 'not-media'],
  ]);
  const shown = await value(['footage', 'show', matter, 'scene.mp4'], footageValue);
  expect(shown).toMatchObject({ frameCount: numberedSize.frames, frameRate: '30/1', isVariableRate: false });

  const still = path.join(root, 'frame.png');
  const frame = await value(
    ['frame', matter, shown.id.slice(0, 8), '77', '--out', still],
    z.object({ frame: z.int(), pts: z.int(), width: z.int(), height: z.int() }),
  );
  expect(frame).toMatchObject({ frame: 77, width: 320, height: 180 });
  expect((await readFile(still)).subarray(1, 4).toString()).toBe('PNG');

  const annotation = await value(
    [
      'annotate',
      matter,
      shown.id,
      '--from',
      '30',
      '--to',
      '75',
      '--code',
      'UOF.1',
      '--observation',
      'A bar moves.',
      '--allegation',
      'It was moved.',
      '--alleged-by',
      'A witness',
    ],
    z.object({ id: z.string(), revision: z.int(), span: z.object({ inFrame: z.int(), outFrame: z.int() }) }),
  );
  expect(annotation).toMatchObject({ revision: 1, span: { inFrame: 30, outFrame: 75 } });
  const checked = await value(['annotations', 'check', matter], z.object({ counts: z.record(z.string(), z.number()) }));
  expect(checked.counts).toEqual({ match: 1, 'no-match': 0, 'cannot-check': 0, 'not-locked': 0 });
  expect(await value(['annotations', 'list', matter], z.array(z.object({ id: z.string() })))).toEqual([
    { id: annotation.id },
  ]);

  const packetFolder = path.join(root, 'PKT-001');
  const packet = await value(
    ['packet', matter, '--out', packetFolder, '--native'],
    z.object({
      state: z.string(),
      folder: z.string(),
      exhibitCount: z.int(),
      verification: z.object({ level: z.int() }),
    }),
  );
  expect(packet).toMatchObject({ state: 'sealed', folder: packetFolder, exhibitCount: 1, verification: { level: 0 } });
  await new Promise<void>((resolve, reject) => {
    execFile('sha256sum', ['-c', '--quiet', 'manifest-sha256.txt'], { cwd: packetFolder }, (error) =>
      error === null ? resolve() : reject(error),
    );
  });
  const clips = await readdir(path.join(packetFolder, 'data', 'clips'));
  expect(clips).toHaveLength(1);

  expect(await value(['verify', matter], z.object({ kind: z.string(), verdict: z.string() }))).toEqual({
    kind: 'matter',
    verdict: 'OK',
  });
  const log = await value(['custody', 'list', matter], z.array(z.object({ seq: z.int(), type: z.string() })));
  expect(log.map((entry) => entry.seq)).toEqual(log.map((_entry, position) => position));
  expect(new Set(log.map((entry) => entry.type))).toEqual(
    new Set([
      ...log.map((entry) => entry.type),
      'genesis',
      'ingest.file',
      'asset.view',
      'annotation.create',
      'export.start',
      'export.done',
    ]),
  );
  const checkpointFile = path.join(root, 'checkpoint.txt');
  const checkpoint = await value(
    ['custody', 'checkpoint', matter, '--out', checkpointFile],
    z.object({ size: z.int(), note: z.string() }),
  );
  expect(await readFile(checkpointFile, 'utf8')).toBe(checkpoint.note);

  const [clip] = clips;
  await appendFile(path.join(packetFolder, 'data', 'clips', clip ?? ''), 'x');
  const tampered = await cli(['verify', packetFolder, '--json']);
  expect(tampered.code).toBe(21);
  expect(tampered.stdout).toContain(clip);
});

it('answers a wrong passphrase with its own sentence and writes nothing', async () => {
  const run = await cli(['footage', 'list', matter, '--json'], { passphrase: 'quite another passphrase' });
  expect(run.code).toBe(1);
  expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'wrong-passphrase' } });
  expect(run.stderr).not.toMatch(/at .*\.ts:\d+/);
});

it('takes the passphrase from standard input', async () => {
  const run = await cli(['annotations', 'list', matter, '--json'], { input: `${testPassphrase}\n` });
  expect(run.code, run.stderr).toBe(0);
});

it('leaves no file when a frame does not exist', async () => {
  const out = path.join(root, 'no-such-frame.png');
  const run = await cli(['frame', matter, 'scene.mp4', String(numberedSize.frames), '--out', out, '--json']);
  expect(run.code).toBe(1);
  expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'frame-out-of-range' } });
  await expect(stat(out)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('takes a still with its record, and never twice under one name', async () => {
  const out = path.join(root, 'still.png');
  const args = ['still', matter, 'scene.mp4', '40', '--out', out, '--contrast', '150', '--gamma', '1.2', '--json'];
  const run = await cli(args);
  expect(run.code, run.stderr).toBe(0);
  const said = JSON.parse(run.stdout);
  expect(said.record.frame.number).toBe(40);
  expect(said.record.viewingAids.settings).toMatchObject({ contrast: 150, gamma: 120, sharpen: 0 });
  for (const name of ['still.png', 'still_ENHANCED.png', 'still.json']) {
    expect((await stat(path.join(root, name))).size).toBeGreaterThan(100);
  }
  const again = await cli(args);
  expect(again.code).toBe(1);
  expect(JSON.parse(again.stdout)).toMatchObject({ error: { code: 'destination-exists' } });
  expect((await cli(['still', matter, 'scene.mp4', '40', '--into', root, '--contrast', 'much'])).code).toBe(2);
  expect((await cli(['still', matter, 'scene.mp4', '40'])).code).toBe(2);
});

it('calls wrong use wrong use, with exit code 2', async () => {
  const run = await cli(['frame', matter, 'scene.mp4', 'seven', '--out', 'x.png']);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('whole number');
});

it('does the sample job from nothing', async () => {
  const run = await cli(['demo', path.join(root, 'demo')]);
  expect(run.code, run.stderr).toBe(0);
  expect(run.stdout).toContain('sha256sum -c manifest-sha256.txt');
});

it('has no network', async () => {
  const script = `await import(${JSON.stringify(pathToFileURL(commandLineMain).href)});
    try { await fetch('http://127.0.0.1:9/'); } catch (thrown) { process.stderr.write(thrown.message); }`;
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, ['--input-type=module', '-e', script], (_error, _stdout, stderr) => resolve(stderr));
  });
  expect(said).toContain('This app has no network');
});

it('exports annotations and says what an import would do with them', async () => {
  const out = path.join(root, 'annotations.eaf');
  const exported = await value(
    ['annotations', 'export', matter, '--format', 'eaf', '--out', out, '--recording', 'scene.mp4'],
    z.object({ count: z.number(), digest: z.string() }),
  );
  expect(exported.count).toBeGreaterThan(0);
  expect(await readFile(out, 'utf8')).toContain('<ANNOTATION_DOCUMENT');
  const preview = await cli(['annotations', 'import', matter, out, '--dry-run']);
  expect(preview.code).toBe(0);
  expect(preview.stdout).toContain(`0 of ${exported.count} would be taken over from annotations.eaf (eaf)`);
  expect(preview.stdout).toContain('It is in this matter already.');
});
