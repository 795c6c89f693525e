import { constants } from 'node:fs';
import { access, mkdir, rm } from 'node:fs/promises';
import { AppError } from '../../domain/app-error.ts';
import type { ReviewerIntroduction } from '../../domain/reviewer.ts';
import { attendants } from '../attendants.ts';
import type { EngineContext } from '../engine-context.ts';
import { jobKinds } from '../job-kinds.ts';
import { createJobRunner } from '../jobs/runner.ts';
import { recoveries } from '../recoveries.ts';
import { migrate } from '../store/migrate.ts';
import { type Database, openDatabase } from '../store/open.ts';
import { inTransaction } from '../store/transaction.ts';
import { systemErrorCode } from '../store/whole-file.ts';
import type { MatterFolder } from './matter-folder.ts';
import type { MatterHeader } from './matter-header.ts';
import { deriveSubkey, withKeys } from './matter-key.ts';
import { takeLock } from './matter-lock.ts';
import { joinMatter } from './matter-session.ts';
import { readMatter } from './matter-store.ts';
import type { OpenMatter } from './open-matter.ts';
import { makeReadOnlyCopy } from './read-only-copy.ts';

export type Opening = {
  readonly folder: MatterFolder;
  readonly header: MatterHeader;
  readonly matterKey: Buffer;
  /** What opened it, for the custody log: passphrase, recovery key, or the ticket after the engine was restarted. */
  readonly openedWith: 'passphrase' | 'recovery' | 'ticket';
  readonly introduction: ReviewerIntroduction;
};

/** What was taken for an open matter besides its database, given back last thing first. */
type Release = () => Promise<void>;
const releasesOf = new WeakMap<OpenMatter, readonly Release[]>();
const endingsOf = new WeakMap<OpenMatter, readonly (() => void)[]>();

/** Lets everything that goes along with the matter write its last; the database is still open. */
export function endAttendance(matter: OpenMatter): void {
  for (const end of endingsOf.get(matter) ?? []) {
    end();
  }
}

/** Gives back lock and copies of a matter whose database is closed. Every part is tried; the first failure is thrown. */
export async function releaseMatter(matter: OpenMatter): Promise<void> {
  await releaseAll(releasesOf.get(matter) ?? []);
}

async function releaseAll(releases: readonly Release[]): Promise<void> {
  const [last, ...rest] = releases.toReversed();
  if (last === undefined) {
    return;
  }
  try {
    await last();
  } finally {
    await releaseAll(rest.toReversed());
  }
}

/** Whether this user may write the file or folder, on this medium. Errors: `matter-damaged` when it is not there. */
export async function mayWrite(file: string): Promise<boolean> {
  try {
    await access(file, constants.W_OK);
    return true;
  } catch (thrown) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(systemErrorCode(thrown))) {
      return false;
    }
    if (systemErrorCode(thrown) === 'ENOENT') {
      throw new AppError(
        'matter-damaged',
        `The file ${file} of this matter is missing. Put it back from the backups folder or from your own backup.`,
        {},
        thrown,
      );
    }
    throw thrown;
  }
}

async function emptyTemp(folder: MatterFolder): Promise<void> {
  await rm(folder.temp, { recursive: true, force: true });
  await mkdir(folder.temp, { mode: 0o700 });
}

/** Folders that a copy or an archive may have left out because they were empty. */
async function makeMissingFolders(folder: MatterFolder): Promise<void> {
  for (const missing of [folder.incoming, folder.objects, folder.derivatives, folder.packets, folder.backups]) {
    await mkdir(missing, { recursive: true, mode: 0o700 });
  }
}

/** Reads every page when that is quick; the full check is `verifyMatter` and the reading itself, page by page. */
function requireSound(database: Database): void {
  const pages = Number(database.pragma('page_count', { simple: true }));
  const quickPages = 16_384;
  let verdict = 'ok';
  try {
    verdict = pages > quickPages ? 'ok' : String(database.pragma('quick_check(1)', { simple: true }));
  } catch (thrown) {
    verdict = thrown instanceof Error ? thrown.message : String(thrown);
  }
  if (verdict !== 'ok') {
    throw new AppError(
      'matter-damaged',
      'The database of this matter (matter.db) is damaged. Nothing was changed; restore the file from the backups folder or from your own backup.',
      { check: verdict },
    );
  }
}

/**
 * Opens a matter whose key is known: lock, database, session, recovery, jobs. Where it fails, everything taken is given
 * back. Errors: `matter-locked`, `matter-damaged`, `matter-newer-format`, `disk-full`.
 */
export async function openMatterFolder(engine: EngineContext, opening: Opening): Promise<OpenMatter> {
  const releases: Release[] = [];
  try {
    const matter = await assemble(engine, opening, releases);
    releasesOf.set(matter, releases.slice(1));
    return matter;
  } catch (thrown) {
    await releaseAll(releases);
    throw thrown;
  }
}

/** Pushes onto `releases`, first of all the database's closing, whatever has to be given back. */
async function assemble(engine: EngineContext, opening: Opening, releases: Release[]): Promise<OpenMatter> {
  const { options, events, catalog } = engine;
  const { header } = opening;
  let database: Database | null = null;
  releases.push(async () => {
    database?.close();
  });
  const isReadOnly = !((await mayWrite(opening.folder.root)) && (await mayWrite(opening.folder.database)));
  let folder = opening.folder;
  if (isReadOnly) {
    const copy = await makeReadOnlyCopy(folder, options.dataFolder);
    releases.push(copy.remove);
    folder = { ...folder, database: copy.database, temp: copy.temp };
  } else {
    const lock = await takeLock(folder.lock);
    releases.push(lock.release);
    await makeMissingFolders(folder);
    await emptyTemp(folder);
    releases.push(() => emptyTemp(folder));
  }
  const knownKey = await catalog.deviceKey(header.matterId);
  const heldCheckpoints = await catalog.heldCheckpoints(header.matterId);
  const { matterKey } = opening;
  const [opened, matter, session] = await withKeys(
    [deriveSubkey(matterKey, 'database'), deriveSubkey(matterKey, 'device-key')],
    (databaseKey, deviceSubkey) => {
      const fresh = openDatabase(folder.database, databaseKey, { isReadOnly: false });
      database = fresh;
      requireSound(fresh);
      const backupsFolder = isReadOnly ? null : folder.backups;
      migrate({ database: fresh, key: databaseKey, backupsFolder, now: new Date(options.clock.now() / 1000) });
      const found = readMatter(fresh);
      if (found.id !== header.matterId) {
        throw new AppError(
          'matter-damaged',
          'The files matter.json and matter.db belong to different matters. Put both back from one backup.',
        );
      }
      const parts = {
        database: fresh,
        matter: found,
        deviceSubkey,
        introduction: opening.introduction,
        options,
        isReadOnly,
      };
      return [fresh, found, joinMatter(parts, knownKey)] as const;
    },
  );
  const base: Omit<OpenMatter, 'jobs'> = {
    matter,
    folder,
    database: opened,
    ...session,
    clock: options.clock,
    options,
    events,
    isReadOnly,
    heldCheckpoints,
    requireWritable() {
      if (isReadOnly) {
        throw new AppError(
          'matter-read-only',
          'This matter is open for reading only, because its folder cannot be written. Copy it to a disk that can be written to work in it.',
        );
      }
    },
  };
  if (!isReadOnly) {
    inTransaction(opened, () =>
      session.custody.append({
        type: 'session.unlock',
        refs: [`reviewer:${session.reviewer.id}`],
        data: { openedWith: opening.openedWith, host: options.host },
      }),
    );
    await catalog.keepDeviceKey(matter.id, session.signer.fingerprint);
    for (const recover of recoveries) {
      await recover(base);
    }
  }
  // Read-only: the database is a private copy, in which the jobs that change nothing may run: verifying.
  const kinds = isReadOnly
    ? jobKinds.filter(({ kind }) => kind === 'verify-matter' || kind === 'check-locks')
    : jobKinds;
  const runner = createJobRunner({ database: opened, events, clock: options.clock, isReadOnly: false, kinds });
  const open: OpenMatter = { ...base, jobs: runner.jobs };
  runner.bind(open);
  open.jobs.start();
  endingsOf.set(
    open,
    attendants.map((attend) => attend(open)),
  );
  return open;
}
