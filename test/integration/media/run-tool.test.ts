import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/domain/app-error.ts';
import { probeRecording } from '../../../src-main/engine/media/ffprobe.ts';
import { indexFrames } from '../../../src-main/engine/media/index-frames.ts';
import { runTool, type ToolRequest } from '../../../src-main/engine/media/run-tool.ts';
import { findMediaTools } from '../../../src-main/engine/media/tools.ts';
import { numberedClip } from '../../helpers/numbered-clip.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'run-tool-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A small program in the tool's place. */
async function script(name: string, body: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return file;
}

const request = (executable: string, more: Partial<ToolRequest> = {}): ToolRequest => ({
  executable,
  tool: 'ffmpeg',
  toolVersion: '0',
  arguments: ['-nostdin'],
  ...more,
});

async function failure(running: Promise<unknown>): Promise<AppError> {
  const thrown = await running.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof AppError)) {
    throw new Error(`An AppError was expected, not ${String(thrown)}.`);
  }
  return thrown;
}

describe('finding the tools', () => {
  it('gives absolute paths and a version, the same each time', async () => {
    const tools = await findMediaTools();
    expect(path.isAbsolute(tools.ffmpeg) && path.isAbsolute(tools.ffprobe)).toBe(true);
    expect(tools.version).not.toBe('');
    expect(await findMediaTools()).toBe(tools);
  });

  it('says what to install when they are missing, too old or something else', async () => {
    expect((await failure(findMediaTools({ folder }))).code).toBe('tool-missing');
    for (const [name, answer] of [
      ['old', 'VERSION version 4.4.2-0 Copyright'],
      ['other', 'a kettle'],
    ] as const) {
      const place = path.join(folder, name);
      await mkdir(place);
      for (const tool of ['ffmpeg', 'ffprobe']) {
        await writeFile(path.join(place, tool), `#!/bin/sh\necho "${answer.replace('VERSION', tool)}"\n`, {
          mode: 0o755,
        });
      }
      const error = await failure(findMediaTools({ folder: place }));
      expect(error.code).toBe('tool-missing');
      expect(error.message).toMatch(/Install/);
    }
  });
});

describe('running a tool', () => {
  it('tells argv, exit code, last lines and version when it fails', async () => {
    const executable = await script('fails', 'echo "[info] fine" >&2; echo "[error] broken" >&2; exit 3');
    const error = await failure(runTool(request(executable, { toolVersion: '9.9' })));
    expect(error.code).toBe('tool-failed');
    expect(error.details).toMatchObject({
      argv: [executable, '-nostdin'],
      exitCode: 3,
      stderr: ['[error] broken'],
      toolVersion: '9.9',
    });
  });

  it('says the disk is full when that is why', async () => {
    const executable = await script('full', 'echo "av_interleaved_write_frame(): No space left on device" >&2; exit 1');
    expect((await failure(runTool(request(executable)))).code).toBe('disk-full');
  });

  it('ends a tool that is silent, or takes too long, or writes without end', async () => {
    const silent = await script('silent', 'sleep 60');
    expect((await failure(runTool(request(silent, { idleMs: 150 })))).details['reason']).toBe('silent');
    expect((await failure(runTool(request(silent, { wallMs: 150 })))).details['reason']).toBe('too-long');
    const endless = await script('endless', 'while :; do echo 0123456789; done');
    const error = await failure(runTool(request(endless, { mostStdoutBytes: 10_000 })));
    expect(error.details['reason']).toBe('too-much-output');
  });

  it('is cancelled at once, before and while it runs, also when it does not listen', async () => {
    const deaf = await script('deaf', 'trap "" TERM; sleep 60 & wait; sleep 60');
    expect((await failure(runTool(request(deaf, { signal: AbortSignal.abort() })))).code).toBe('cancelled');
    const start = performance.now();
    const error = await failure(runTool(request(deaf, { signal: AbortSignal.timeout(100) })));
    expect(error.code).toBe('cancelled');
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  it('sees nothing of our environment', async () => {
    process.env['FRAME_OF_RECORD_SECRET_FOR_TEST'] = 'hidden';
    const executable = await script('env', '/usr/bin/env');
    const { stdout } = await runTool(request(executable));
    delete process.env['FRAME_OF_RECORD_SECRET_FOR_TEST'];
    expect(stdout.toString()).toContain('LC_ALL=C');
    expect(stdout.toString()).not.toContain('hidden');
    expect(stdout.toString()).not.toContain('HOME=');
  });

  it('a program that cannot start is an AppError too', async () => {
    expect((await failure(runTool(request(path.join(folder, 'nowhere'))))).code).toBe('tool-failed');
  });

  it('hands on what a callback throws', async () => {
    const executable = await script('talks', 'echo line; sleep 60');
    const thrown = new AppError('proof-failed', 'Stop.');
    const running = runTool(
      request(executable, {
        onStdout: () => {
          throw thrown;
        },
      }),
    );
    expect(await failure(running)).toBe(thrown);
  });

  it('asks for the next piece only when there is room, and tells the maker when the program has ended', async () => {
    let made = 0;
    let isToldToStop = false;
    async function* pieces(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          made += 1;
          yield new Uint8Array(65_536);
        }
      } finally {
        isToldToStop = true;
      }
    }
    const stopsEarly = await script('stops-early', 'sleep 0.5; head -c 100000 >/dev/null; exit 0');
    await runTool(request(stopsEarly, { stdin: pieces() }));
    await expect.poll(() => isToldToStop).toBe(true);
    expect(made).toBeLessThan(20);
  });

  it('ends the program when the maker of its input fails, and passes an AppError on', async () => {
    // biome-ignore lint/correctness/useYield: it fails before it gives anything.
    async function* pieces(): AsyncGenerator<Uint8Array> {
      throw new AppError('internal', 'The picture could not be drawn.');
    }
    const waits = await script('waits', 'cat >/dev/null; sleep 30');
    const thrown = await failure(runTool(request(waits, { stdin: pieces() })));
    expect(thrown.message).toBe('The picture could not be drawn.');
  });
});

describe('recordings that are none', () => {
  const probe = (file: string) => probeRecording(file, { originalName: path.basename(file), modifiedAt: null });

  it.each([
    ['playlist.mp4', '#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1.0,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n'],
    ['concat.mp4', "ffconcat version 1.0\nfile '/etc/hostname'\n"],
    ['session.mp4', 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\n'],
    ['page.html', '<html><body>hello</body></html>'],
    ['empty.mp4', ''],
    ['picture.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'],
  ])('%s is not opened', async (name, content) => {
    const file = path.join(folder, name);
    await writeFile(file, content);
    expect((await failure(probe(file))).code).toBe('media-unsupported');
  });

  it('pictures and random bytes are not recordings', async () => {
    const noise = path.join(folder, 'noise.bin');
    await writeFile(noise, Buffer.from(Array.from({ length: 100_000 }, (_, n) => (n * 7919 * (n % 13)) & 255)));
    expect((await failure(probe(noise))).code).toBe('media-unsupported');
  });

  it('cut and flipped recordings are damaged or still readable, and never crash or hang', async () => {
    const { path: clip } = await numberedClip('cfr');
    const bytes = await readFile(clip);
    const outcomes = new Map<string, number>();
    for (let round = 0; round < 24; round += 1) {
      const broken = Buffer.from(
        round % 2 === 0 ? bytes.subarray(0, Math.floor((bytes.length * (round + 1)) / 26)) : bytes,
      );
      for (let flip = 0; flip < 40; flip += 1) {
        const at = (flip * 7919 + round * 104_729) % broken.length;
        broken[at] = (broken[at] ?? 0) ^ (1 << (flip % 8));
      }
      const file = path.join(folder, 'broken.mp4');
      await writeFile(file, broken);
      const outcome = await probe(file)
        .then(async (facts) => `indexed ${(await indexFrames(file, facts)).count > 0}`)
        .catch((error: unknown) => (error instanceof AppError ? error.code : `defect: ${String(error)}`));
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect([...outcomes.keys()].filter((outcome) => outcome.startsWith('defect'))).toEqual([]);
    expect([...outcomes.keys()].every((outcome) => /^(indexed true|media-|tool-failed)/.test(outcome))).toBe(true);
  });

  it('a name that looks like an option is still a file', async () => {
    const { path: clip } = await numberedClip('cfr');
    const odd = path.join(folder, '-i %d, [x].mp4');
    await copyFile(clip, odd);
    expect((await probe(odd)).mainVideoStream).toBe(0);
    expect((await indexFrames(odd, await probe(odd))).count).toBe(150);
  });
});
