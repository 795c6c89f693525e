import { readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createEngineClient, type EngineClient } from '../contract/client.ts';
import { createPortPair } from '../contract/port.ts';
import { AppError } from '../domain/app-error.ts';
import { type ReviewerIntroduction, reviewerIntroductionSchema, reviewerRoles } from '../domain/reviewer.ts';
import { systemClock } from '../engine/clock.ts';
import { createEngine } from '../engine/engine.ts';
import { type Flags, UsageError } from './arguments.ts';

/** The engine in this very process, asked over the same contract as the window asks it. */
export type CliSession = { readonly client: EngineClient; close(): Promise<void> };

const projectFolder = path.resolve(import.meta.dirname, '..', '..');

/** Where this workstation keeps its list of known matters: the convention of the operating system. */
export function dataFolder(): string {
  const stated = process.env['FRAME_OF_RECORD_DATA'];
  if (stated !== undefined && stated !== '') {
    return path.resolve(stated);
  }
  const base =
    process.platform === 'win32'
      ? (process.env['APPDATA'] ?? path.join(homedir(), 'AppData', 'Roaming'))
      : process.platform === 'darwin'
        ? path.join(homedir(), 'Library', 'Application Support')
        : (process.env['XDG_CONFIG_HOME'] ?? path.join(homedir(), '.config'));
  return path.join(base, 'frame-of-record');
}

function appVersion(): string {
  const text = readFileSync(path.join(projectFolder, 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { version?: unknown };
  return typeof version === 'string' ? version : 'unknown';
}

export function startSession(): CliSession {
  const engine = createEngine({
    dataFolder: dataFolder(),
    resourcesFolder: path.join(projectFolder, 'resources'),
    appVersion: appVersion(),
    host: 'cli',
    clock: systemClock,
  });
  const [own, other] = createPortPair();
  engine.attach(other, 'shell');
  const client = createEngineClient(own);
  return { client, close: () => engine.close() };
}

/** The passphrase from the environment, else one line of standard input (asked for, without echo, at a terminal). */
export async function readPassphrase(): Promise<string> {
  const stated = process.env['FRAME_OF_RECORD_PASSPHRASE'];
  if (stated !== undefined && stated !== '') {
    return stated;
  }
  const isTerminal = process.stdin.isTTY === true;
  if (isTerminal) {
    process.stderr.write('Passphrase: ');
    process.stdin.setRawMode(true);
  }
  const line = await firstLine();
  if (isTerminal) {
    process.stdin.setRawMode(false);
    process.stderr.write('\n');
  }
  if (line === '') {
    throw new AppError(
      'bad-request',
      'No passphrase was given. Set FRAME_OF_RECORD_PASSPHRASE or pass it as the first line of standard input.',
    );
  }
  return line;
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin, terminal: false });
  for await (const line of lines) {
    lines.close();
    process.stdin.destroy();
    return line;
  }
  return '';
}

/** Who is working: flags, else FRAME_OF_RECORD_REVIEWER, else the account's name. */
export function introduction(flags: Flags): ReviewerIntroduction {
  const parsed = reviewerIntroductionSchema.safeParse({
    name: flags.reviewer ?? process.env['FRAME_OF_RECORD_REVIEWER'] ?? userInfo().username,
    role: flags.role ?? 'reviewer',
  });
  if (!parsed.success) {
    throw new UsageError(`--reviewer must be a name and --role one of ${reviewerRoles.join(', ')}.`);
  }
  return parsed.data;
}

/** Opens the matter in `folder` for the length of one command. */
export async function openMatterIn(session: CliSession, folder: string, flags: Flags): Promise<void> {
  await session.client.call('matters.open', {
    folder: { path: path.resolve(folder) },
    passphrase: await readPassphrase(),
    reviewer: introduction(flags),
  });
}
