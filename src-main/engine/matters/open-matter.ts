import type { Matter } from '../../domain/matter.ts';
import type { Reviewer } from '../../domain/reviewer.ts';
import type { Clock } from '../clock.ts';
import type { EngineOptions } from '../engine-options.ts';
import type { EventHub } from '../event-hub.ts';
import type { CustodyLog } from '../history/custody.ts';
import type { Signer } from '../history/device-key.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import type { Database } from '../store/open.ts';
import type { MatterFolder } from './matter-folder.ts';

/** A matter whose database is unlocked: what every room works with. This file holds types only. */
export type OpenMatter = {
  readonly matter: Matter;
  readonly folder: MatterFolder;
  readonly database: Database;
  readonly custody: CustodyLog;
  readonly signer: Signer;
  readonly reviewer: Reviewer;
  readonly clock: Clock;
  readonly options: EngineOptions;
  readonly events: EventHub;
  /** True on read-only media: the database is a private copy, and nothing of the matter can be changed. */
  readonly isReadOnly: boolean;
  /** Signed checkpoints of this log that this workstation keeps outside the matter; the log must agree with each. */
  readonly heldCheckpoints: readonly string[];
  readonly jobs: JobRunner;
  /** Errors: `matter-read-only`. */
  requireWritable(): void;
};
