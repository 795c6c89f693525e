import { AppError } from '../../domain/app-error.ts';
import type { CustodyEvent } from '../../domain/custody-event.ts';
import type { Matter } from '../../domain/matter.ts';
import type { Reviewer, ReviewerIntroduction } from '../../domain/reviewer.ts';
import type { EngineOptions } from '../engine-options.ts';
import { checkpointOrigin, makeCheckpoint } from '../history/checkpoint.ts';
import { type CustodyLog, createCustodyLog } from '../history/custody.ts';
import {
  createDeviceKey,
  type DeviceKeyPlace,
  listDeviceKeys,
  openDeviceKey,
  type Signer,
} from '../history/device-key.ts';
import type { Database } from '../store/open.ts';
import { inTransaction } from '../store/transaction.ts';
import { findReviewer, insertMatter, insertReviewer, newReviewer } from './matter-store.ts';

/** Who works in the matter on this workstation, with the key that signs for them and the log they write. */
export type MatterSession = { readonly reviewer: Reviewer; readonly signer: Signer; readonly custody: CustodyLog };

export type SessionParts = {
  readonly database: Database;
  readonly matter: Matter;
  /** 32 bytes derived for device keys; wiped by the caller afterwards. */
  readonly deviceSubkey: Buffer;
  readonly introduction: ReviewerIntroduction;
  readonly options: EngineOptions;
  readonly isReadOnly: boolean;
};

/** A checkpoint is made whenever this many entries were added. */
const checkpointEvery = 100;

function keyPlace({ database, matter, deviceSubkey }: SessionParts): DeviceKeyPlace {
  return { database, subkey: deviceSubkey, matterId: matter.id, keyName: checkpointOrigin(matter.custodyLogId) };
}

function openLog(parts: SessionParts, signer: Signer, actor: Reviewer): CustodyLog {
  const { database, matter, options, isReadOnly } = parts;
  const log = createCustodyLog({
    database,
    logId: matter.custodyLogId,
    signer,
    actor,
    clock: options.clock,
    appVersion: options.appVersion,
    isReadOnly,
  });
  const custody: CustodyLog = {
    ...log,
    append(event) {
      const entry = log.append(event);
      if ((entry.seq + 1) % checkpointEvery === 0) {
        makeCheckpoint({ database, custody: log, signer, clock: options.clock });
      }
      return entry;
    },
  };
  return custody;
}

function keyCreated(signer: Signer): CustodyEvent {
  return {
    type: 'key.create',
    refs: [`key:${signer.fingerprint}`],
    data: { fingerprint: signer.fingerprint, publicKey: signer.publicKey.toString('base64') },
  };
}

function reviewerAdded(reviewer: Reviewer): CustodyEvent {
  return {
    type: 'user.add',
    refs: [`reviewer:${reviewer.id}`],
    data: { id: reviewer.id, name: reviewer.name, role: reviewer.role },
  };
}

/** First rows and entries of a new matter: itself, its first key and reviewer. Runs in one transaction. */
export function beginMatter(parts: SessionParts): MatterSession {
  const { database, matter, options } = parts;
  return inTransaction(database, () => {
    const reviewer = newReviewer(parts.introduction);
    insertMatter(database, matter);
    insertReviewer(database, reviewer);
    const signer = createDeviceKey(keyPlace(parts), options.clock.now());
    const custody = openLog(parts, signer, reviewer);
    custody.append({
      type: 'genesis',
      refs: [`matter:${matter.id}`],
      data: { matterId: matter.id, name: matter.name, publicKey: signer.publicKey.toString('base64') },
    });
    custody.append(keyCreated(signer));
    custody.append(reviewerAdded(reviewer));
    return { reviewer, signer, custody };
  });
}

/**
 * Finds this workstation's key and the reviewer, or makes and records them. A new key is vouched for by the newest key
 * already there, which signs its `key.create`.
 */
export function joinMatter(parts: SessionParts, knownKey: string | null): MatterSession {
  const { database, isReadOnly, options, introduction } = parts;
  return inTransaction(database, () => {
    const keys = listDeviceKeys(database);
    const newest = keys.at(-1);
    if (newest === undefined) {
      throw new AppError(
        'matter-damaged',
        'The signing keys of this matter are missing. Restore the matter from a backup.',
      );
    }
    const place = keyPlace(parts);
    const known = findReviewer(database, introduction);
    const reviewer = known ?? newReviewer(introduction);
    if (isReadOnly) {
      const signer = openDeviceKey(place, newest.fingerprint);
      return { reviewer, signer, custody: openLog(parts, signer, reviewer) };
    }
    const isKeyKnown = keys.some((key) => key.fingerprint === knownKey);
    let signer = openDeviceKey(place, isKeyKnown && knownKey !== null ? knownKey : newest.fingerprint);
    let custody = openLog(parts, signer, reviewer);
    if (!isKeyKnown) {
      const own = createDeviceKey(place, options.clock.now());
      custody.append(keyCreated(own));
      signer = own;
      custody = openLog(parts, signer, reviewer);
    }
    if (known === null) {
      insertReviewer(database, reviewer);
      custody.append(reviewerAdded(reviewer));
    }
    return { reviewer, signer, custody };
  });
}
