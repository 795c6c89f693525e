import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import type { MatterId } from '../../domain/identifier.ts';
import { type Matter, matterSchema } from '../../domain/matter.ts';
import type { ReviewerIntroduction } from '../../domain/reviewer.ts';
import type { EngineOptions } from '../engine-options.ts';
import { chooseCost, safeKeyDerivation } from '../store/key-derivation.ts';
import { migrate } from '../store/migrate.ts';
import { createDatabase } from '../store/open.ts';
import { requireGoodPassphrase } from '../store/passphrase-policy.ts';
import { isDiskFull, syncFolder, systemErrorCode } from '../store/whole-file.ts';
import { passphraseSlot, recoverySlot } from './key-slots.ts';
import { type MatterFolder, matterFolder } from './matter-folder.ts';
import { writeNewHeader } from './matter-header.ts';
import { deriveSubkey, newMatterKey, withKeys } from './matter-key.ts';
import { beginMatter } from './matter-session.ts';
import { newRecoveryKey, printRecoveryKey } from './recovery-key.ts';

export type MatterRequest = {
  /** Absolute path of a folder that does not exist or is empty. */
  readonly root: string;
  readonly name: string;
  readonly passphrase: string;
  readonly introduction: ReviewerIntroduction;
};

export type NewMatter = {
  readonly id: MatterId;
  readonly folder: MatterFolder;
  readonly matterKey: Buffer;
  /** As printed. */
  readonly recoveryKey: string;
  /** Fingerprint of the key with which this workstation signs. */
  readonly deviceKey: string;
};

/** Whether the folder is there (and then empty). Errors: `matter-exists`, `destination-exists`, `destination-unusable`. */
async function isThere(root: string): Promise<boolean> {
  try {
    if (!(await lstat(root)).isDirectory()) {
      throw new AppError('destination-exists', `${root} is a file. Choose another folder for the matter.`);
    }
    const names = await readdir(root);
    if (names.includes(path.basename(matterFolder(root).header))) {
      throw new AppError(
        'matter-exists',
        `The folder ${root} holds a matter already. Open it, or choose another folder.`,
      );
    }
    if (names.length > 0) {
      throw new AppError(
        'destination-exists',
        `The folder ${root} is not empty. Choose a new or empty folder for the matter.`,
      );
    }
    return true;
  } catch (thrown) {
    if (systemErrorCode(thrown) === 'ENOENT') {
      return false;
    }
    throw thrown;
  }
}

const placeTrouble = [
  'ENOENT',
  'ENOTDIR',
  'EACCES',
  'EPERM',
  'EROFS',
  'EBUSY',
  'ENAMETOOLONG',
  'ENOTEMPTY',
  'EXDEV',
  'EIO',
];

function explain(root: string, thrown: unknown): unknown {
  if (isDiskFull(thrown)) {
    return new AppError(
      'disk-full',
      `There is no room for a matter in ${root}. Free some space or choose another disk.`,
      { root },
      thrown,
    );
  }
  if (placeTrouble.includes(systemErrorCode(thrown))) {
    return new AppError(
      'destination-unusable',
      `No matter can be made in ${root}. Choose a new folder inside a folder that exists and that you may write to.`,
      { root },
      thrown,
    );
  }
  return thrown;
}

/** Writes everything of the new matter below `building`, complete and on the disk. */
async function build(
  building: string,
  matter: Matter,
  request: MatterRequest,
  options: EngineOptions,
  matterKey: Buffer,
) {
  const folder = matterFolder(building);
  for (const part of [
    folder.vault,
    folder.incoming,
    folder.objects,
    folder.derivatives,
    folder.packets,
    folder.temp,
    folder.backups,
  ]) {
    await mkdir(part, { mode: 0o700 });
  }
  const deviceKey = await withKeys(
    [deriveSubkey(matterKey, 'database'), deriveSubkey(matterKey, 'device-key')],
    (databaseKey, deviceSubkey) => {
      const database = createDatabase(folder.database, databaseKey);
      try {
        migrate({ database, key: databaseKey, backupsFolder: null, now: new Date(options.clock.now() / 1000) });
        const { introduction } = request;
        const session = beginMatter({ database, matter, deviceSubkey, introduction, options, isReadOnly: false });
        return session.signer.fingerprint;
      } finally {
        database.close();
      }
    },
  );
  const cost = await chooseCost(options.keyDerivation ?? safeKeyDerivation);
  const recoveryKey = newRecoveryKey();
  const slots = [
    await passphraseSlot(matterKey, matter.id, request.passphrase, cost),
    recoverySlot(matterKey, matter.id, recoveryKey),
  ];
  await writeNewHeader(folder, { matterId: matter.id, createdAt: matter.createdAt, slots });
  const printed = printRecoveryKey(recoveryKey);
  recoveryKey.fill(0);
  return { recoveryKey: printed, deviceKey };
}

/**
 * Makes a matter: built whole in a folder beside the final one, then renamed, so that a crash leaves no half matter.
 * The caller opens it with the key and wipes that.
 * Errors: `weak-passphrase`, `matter-exists`, `destination-exists`, `destination-unusable`, `disk-full`.
 */
export async function createMatter(request: MatterRequest, options: EngineOptions): Promise<NewMatter> {
  requireGoodPassphrase(request.passphrase);
  const { root } = request;
  const parent = path.dirname(root);
  const building = path.join(parent, `.frame-of-record-creating-${randomUUID()}`);
  const matterKey = newMatterKey();
  const matter = matterSchema.parse({
    id: randomUUID(),
    name: request.name.normalize('NFC'),
    createdAt: options.clock.now(),
    custodyLogId: `matter:${randomUUID()}`,
  });
  try {
    await isThere(root);
    await mkdir(building, { mode: 0o700 });
    const built = await build(building, matter, request, options, matterKey);
    if (await isThere(root)) {
      await rmdir(root);
    }
    await rename(building, root);
    await syncFolder(parent);
    return { id: matter.id, folder: matterFolder(root), matterKey, ...built };
  } catch (thrown) {
    matterKey.fill(0);
    await rm(building, { recursive: true, force: true });
    throw explain(root, thrown);
  }
}
