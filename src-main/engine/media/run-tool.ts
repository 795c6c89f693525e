import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../domain/app-error.ts';
import { launcherFor } from './launcher.ts';
import { createLineSplitter } from './line-splitter.ts';

/** One run of ffmpeg or ffprobe. Limits are those of specs/evidence.md 5.6; the defaults suit a short decode. */
export interface ToolRequest {
  /** Absolute path. */
  readonly executable: string;
  readonly tool: 'ffmpeg' | 'ffprobe';
  readonly toolVersion: string;
  readonly arguments: readonly string[];
  /** Gets standard output as it comes; without it, output is collected up to `mostStdoutBytes`. */
  readonly onStdout?: ((chunk: Buffer) => void) | undefined;
  /** Opens a second way out, `pipe:3` in the arguments, and gets it as it comes. */
  readonly onSecondOutput?: ((chunk: Buffer) => void) | undefined;
  readonly onStderrLine?: ((line: string) => void) | undefined;
  /** Bytes written to standard input, piece by piece as fast as they are taken; it is closed after them. */
  readonly stdin?: Uint8Array | AsyncIterable<Uint8Array> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Longest whole run. */
  readonly wallMs?: number | undefined;
  /** Longest silence on both outputs. */
  readonly idleMs?: number | undefined;
  readonly mostStdoutBytes?: number | undefined;
  /** Address-space limit, where the system can set one. */
  readonly mostMemoryBytes?: number | undefined;
}

export interface ToolRun {
  /** Empty when `onStdout` took it. */
  readonly stdout: Buffer;
  /** Last lines of standard error that are not plain information. */
  readonly complaints: readonly string[];
  /** Executable and arguments as run. */
  readonly argv: readonly string[];
}

const mebibyte = 1024 * 1024;
const defaultStdoutBytes = 512 * mebibyte;
const keptComplaints = 20;
const longestComplaint = 400;
const politeMs = 2_000;
const firmMs = 2_000;
/** How long an ended tool's last words are waited for, when something it started still holds its outputs open. */
const drainMs = 2_000;

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** What the tool writes to `pipe:3`; null when that was not opened. */
function secondOutputOf(child: Child): Readable | null {
  const stream: unknown = child.stdio[3];
  return stream instanceof Readable ? stream : null;
}

/**
 * Asks ffmpeg to finish (`q`), then SIGTERM, then SIGKILL; a tool that does not listen to `q` gets SIGTERM at once.
 * Returns a function that stops the sequence.
 */
function endGently(child: Child, listens: boolean): () => void {
  if (listens && child.stdin.writable) {
    child.stdin.write('q');
  }
  const waitMs = listens ? politeMs : 0;
  const firm = setTimeout(() => child.kill('SIGTERM'), waitMs);
  const final = setTimeout(() => child.kill('SIGKILL'), waitMs + firmMs);
  return () => {
    clearTimeout(firm);
    clearTimeout(final);
  };
}

/** Nothing of our environment but what the system needs to start a program; messages in English. */
function minimalEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { LC_ALL: 'C', AV_LOG_FORCE_NOCOLOR: '1' };
  for (const name of ['SystemRoot', 'TEMP', 'TMPDIR']) {
    const value = process.env[name];
    if (value !== undefined) {
      environment[name] = value;
    }
  }
  return environment;
}

function isInformation(line: string): boolean {
  return line.includes('[info]') || line.includes('[verbose]') || line.trim() === '';
}

function cancelled(tool: string): AppError {
  return new AppError('cancelled', `The work of ${tool} was cancelled; nothing it had begun is kept.`, { tool });
}

/** Why a run must end before it is done; the first reason counts. */
type EndReason = 'cancelled' | 'too-long' | 'silent' | 'too-much-output' | 'consumer-failed';

interface EndedRun {
  readonly exitCode: number | null;
  readonly exitSignal: NodeJS.Signals | null;
  readonly reason: EndReason | null;
  readonly thrown: unknown;
  readonly complaints: readonly string[];
}

const reasonSentences: Readonly<Record<Exclude<EndReason, 'cancelled' | 'consumer-failed'>, string>> = {
  'too-long': 'took longer than it may and was stopped',
  silent: 'stopped answering and was ended',
  'too-much-output': 'wrote more than it may and was stopped',
};

function failureOf(request: ToolRequest, ended: EndedRun): AppError | null {
  if (ended.reason === 'cancelled') {
    return cancelled(request.tool);
  }
  if (ended.reason === null && ended.exitCode === 0) {
    return null;
  }
  const { reason } = ended;
  const what =
    reason === null || reason === 'consumer-failed'
      ? `ended with ${ended.exitSignal ?? `code ${ended.exitCode ?? 'unknown'}`}`
      : reasonSentences[reason];
  const lastLine = ended.complaints.at(-1);
  if (ended.complaints.some((line) => line.includes('No space left on device'))) {
    return new AppError('disk-full', 'There is no room left to write this file. Free some space and try again.', {
      tool: request.tool,
      argv: [request.executable, ...request.arguments],
    });
  }
  return new AppError(
    'tool-failed',
    `${request.tool} ${what}${lastLine === undefined ? '' : ` (${lastLine})`}. The recording itself was not changed; try again, and keep the details if it repeats.`,
    {
      tool: request.tool,
      argv: [request.executable, ...request.arguments],
      exitCode: ended.exitCode,
      exitSignal: ended.exitSignal,
      reason,
      stderr: ended.complaints,
      toolVersion: request.toolVersion,
    },
    ended.thrown,
  );
}

/** Writes pieces as they are made; the next one is asked for when there is room, and the maker is told when to stop. */
async function feed(input: Writable, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  await pipeline(Readable.from(pieces, { objectMode: true, highWaterMark: 1 }), input);
}

function isClosedPipe(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'EPIPE' || code === 'EOF' || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}

/** Runs the child to its end; never rejects for what the child does. */
function superviseChild(child: Child, request: ToolRequest, stdout: Buffer[]): Promise<EndedRun> {
  const complaints: string[] = [];
  let reason: EndReason | null = null;
  let thrown: unknown;
  let stopEnding = (): void => undefined;
  let stdoutBytes = 0;
  const listens = request.tool === 'ffmpeg' && !request.arguments.includes('-nostdin') && request.stdin === undefined;

  const end = (why: EndReason): void => {
    if (reason === null) {
      reason = why;
      stopEnding = endGently(child, listens);
    }
  };
  const guard = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      thrown ??= error;
      end('consumer-failed');
    }
  };
  const idleTimer = setTimeout(() => end('silent'), request.idleMs ?? 120_000);
  const wallTimer = request.wallMs === undefined ? undefined : setTimeout(() => end('too-long'), request.wallMs);
  const onAbort = (): void => end('cancelled');
  request.signal?.addEventListener('abort', onAbort, { once: true });

  const takeLine = createLineSplitter((line) => {
    request.onStderrLine?.(line);
    if (!isInformation(line)) {
      complaints.push(line.slice(0, longestComplaint));
      complaints.splice(0, complaints.length - keptComplaints);
    }
  });
  child.stdout.on('data', (chunk: Buffer) => {
    idleTimer.refresh();
    stdoutBytes += chunk.length;
    if (request.onStdout !== undefined) {
      const take = request.onStdout;
      guard(() => take(chunk));
    } else if (stdoutBytes > (request.mostStdoutBytes ?? defaultStdoutBytes)) {
      end('too-much-output');
    } else {
      stdout.push(chunk);
    }
  });
  child.stderr.on('data', (chunk: Buffer) => {
    idleTimer.refresh();
    guard(() => takeLine.push(chunk));
  });
  const secondOutput = secondOutputOf(child);
  secondOutput?.on('data', (chunk: Buffer) => {
    idleTimer.refresh();
    guard(() => request.onSecondOutput?.(chunk));
  });
  // A program that ends before it has read its input closes the pipe; its exit code tells what happened.
  child.stdin.on('error', (error) => complaints.push(`standard input: ${error.message}`));
  if (request.stdin instanceof Uint8Array) {
    child.stdin.end(request.stdin);
  } else if (request.stdin !== undefined) {
    void feed(child.stdin, request.stdin).catch((error: unknown) => {
      // Only what the maker of the bytes threw: a closed pipe is told by the exit code, as above.
      if (!isClosedPipe(error)) {
        thrown ??= error;
        end('consumer-failed');
      }
    });
  }
  return new Promise((resolve) => {
    let startError: Error | null = null;
    let drainTimer: NodeJS.Timeout | undefined;
    child.on('error', (error) => {
      startError = error;
      complaints.push(error.message);
    });
    child.on('exit', () => {
      drainTimer = setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        secondOutput?.destroy();
      }, drainMs);
    });
    child.on('close', (exitCode, exitSignal) => {
      guard(() => takeLine.flush());
      clearTimeout(idleTimer);
      clearTimeout(wallTimer);
      clearTimeout(drainTimer);
      stopEnding();
      request.signal?.removeEventListener('abort', onAbort);
      resolve({ exitCode: startError === null ? exitCode : -1, exitSignal, reason, thrown, complaints });
    });
  });
}

/**
 * Starts ffmpeg or ffprobe and waits for it: the only place in the house that starts a program. No shell, absolute
 * path, minimal environment, a private working folder, watchdogs. Throws `cancelled`, `tool-failed` (with argv, exit
 * code, last lines of standard error and version), or what a callback threw if it is an AppError.
 */
export async function runTool(request: ToolRequest): Promise<ToolRun> {
  if (request.signal?.aborted === true) {
    throw cancelled(request.tool);
  }
  const folder = await mkdtemp(join(tmpdir(), 'frame-of-record-'));
  try {
    const launcher = await launcherFor(request.executable, request.mostMemoryBytes ?? null);
    const child = spawn(launcher.executable, [...launcher.arguments, ...request.arguments], {
      cwd: folder,
      env: minimalEnvironment(),
      shell: false,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe', ...(request.onSecondOutput === undefined ? [] : (['pipe'] as const))],
    }) as Child;
    const stdout: Buffer[] = [];
    const ended = await superviseChild(child, request, stdout);
    if (ended.thrown instanceof AppError) {
      throw ended.thrown;
    }
    const failure = failureOf(request, ended);
    if (failure !== null) {
      throw failure;
    }
    return {
      stdout: Buffer.concat(stdout),
      complaints: ended.complaints,
      argv: [request.executable, ...request.arguments],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
