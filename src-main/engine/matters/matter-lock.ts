import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { isDiskFull, systemErrorCode } from '../store/whole-file.ts';
import { identityOf, isStillRunning } from './machine-identity.ts';

/** The lock of a matter that this process holds. */
export type MatterLock = { release(): Promise<void> };

const lockSchema = z.strictObject({
  version: z.literal(1),
  /** Random: tells this lock from any other, also of the same process. */
  token: z.uuid(),
  host: z.string(),
  pid: z.int().positive(),
  bootId: z.string().nullable(),
  startTicks: z.string().nullable(),
  takenAt: z.string(),
});
type LockContent = z.infer<typeof lockSchema>;

/** How long a lock file may stay empty or unreadable while somebody writes it. */
const settleMillis = 50;
const settleTries = 20;

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    if (systemErrorCode(thrown) === 'ENOENT') {
      return null;
    }
    throw thrown;
  }
}

function parseLock(text: string): LockContent | null {
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    // Not a whole lock (yet): the caller waits a little and then treats it as left behind.
    return null;
  }
}

function inUse(file: string, holder: LockContent): AppError {
  if (holder.host === hostname()) {
    return new AppError(
      'matter-locked',
      `This matter is open in another window or program on this computer (process ${holder.pid}, since ${holder.takenAt}). Close it there and try again.`,
      { host: holder.host, pid: holder.pid },
    );
  }
  return new AppError(
    'matter-locked',
    `This matter is in use on the computer ${holder.host} since ${holder.takenAt}. Close it there; only when it is certain that it is not open there, delete the file ${file} and try again.`,
    { host: holder.host, pid: holder.pid },
  );
}

/** The text of a lock left behind by a process that is gone; null when there is no lock. Errors: `matter-locked`. */
async function abandonedLock(file: string): Promise<string | null> {
  let text: string | null = null;
  for (let attempt = 0; attempt < settleTries; attempt++) {
    text = await readIfThere(file);
    const content = text === null ? null : parseLock(text);
    if (text === null) {
      return null;
    }
    if (content !== null) {
      if (content.host !== hostname() || isStillRunning(content)) {
        throw inUse(file, content);
      }
      return text;
    }
    await wait(settleMillis);
  }
  return text;
}

/** Errors: `matter-locked` when a running process, or one on another computer, holds the matter. */
export async function requireUnlocked(file: string): Promise<void> {
  await abandonedLock(file);
}

/**
 * Takes away the lock with this text, which was found abandoned, so that exactly one of several processes that found it
 * goes on. A lock that somebody else took meanwhile is not theirs to take: it goes back.
 */
export async function removeAbandoned(file: string, text: string): Promise<void> {
  const aside = `${file}.${randomUUID()}.abandoned`;
  try {
    await rename(file, aside);
  } catch (thrown) {
    if (systemErrorCode(thrown) === 'ENOENT') {
      return;
    }
    throw thrown;
  }
  const taken = await readFile(aside, 'utf8');
  if (taken !== text) {
    // Between reading and renaming somebody else took the matter: the lock is theirs and goes back.
    await putBack(aside, file);
  }
  await rm(aside);
}

async function putBack(aside: string, file: string): Promise<void> {
  try {
    await link(aside, file);
  } catch (thrown) {
    // A third process locked it in between; the owner of this one notices when it confirms.
    if (systemErrorCode(thrown) !== 'EEXIST') {
      throw thrown;
    }
  }
}

async function createLock(file: string, content: LockContent): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(JSON.stringify(content));
      await handle.sync();
    } finally {
      await handle.close();
    }
    return true;
  } catch (thrown) {
    if (systemErrorCode(thrown) === 'EEXIST') {
      return false;
    }
    throw thrown;
  }
}

/**
 * Locks a matter for this process. A lock left behind (crash, SIGKILL, restart of the machine, process number reused) is
 * recognised and taken over. Errors: `matter-locked`, `disk-full`.
 */
export async function takeLock(file: string): Promise<MatterLock> {
  const content: LockContent = {
    version: 1,
    token: randomUUID(),
    ...identityOf(process.pid),
    takenAt: new Date().toISOString(),
  };
  try {
    for (let attempt = 0; attempt < settleTries; attempt++) {
      const left = await abandonedLock(file);
      if (left !== null) {
        await removeAbandoned(file, left);
      }
      if (await createLock(file, content)) {
        await confirm(file, content, left !== null);
        return { release: () => release(file, content.token) };
      }
    }
  } catch (thrown) {
    if (isDiskFull(thrown)) {
      throw new AppError(
        'disk-full',
        'The disk that holds this matter is full, so it cannot be opened safely. Free some space and try again.',
        {},
        thrown,
      );
    }
    throw thrown;
  }
  throw new AppError('matter-locked', 'Several programs are trying to open this matter at once. Please try again.');
}

/** After a take-over others may have found the same abandoned lock: the one whose lock stays is the holder. */
async function confirm(file: string, own: LockContent, isTakeover: boolean): Promise<void> {
  if (!isTakeover) {
    return;
  }
  await wait(settleMillis * 2);
  const text = await readIfThere(file);
  const holder = text === null ? null : parseLock(text);
  if (holder?.token !== own.token) {
    throw holder === null
      ? new AppError('matter-locked', 'Another program opened this matter at the same moment. Please try again.')
      : inUse(file, holder);
  }
}

/** Removes the lock if it is still this one. */
async function release(file: string, token: string): Promise<void> {
  const text = await readIfThere(file);
  if (text !== null && parseLock(text)?.token === token) {
    await rm(file, { force: true });
  }
}
