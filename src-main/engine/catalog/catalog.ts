import type { MatterId } from '../../domain/identifier.ts';
import type { Micros } from '../../domain/time.ts';

/** A matter this workstation has seen. */
export type KnownMatter = {
  readonly id: MatterId;
  readonly name: string;
  readonly folder: string;
  readonly openedAt: Micros;
};

/**
 * What belongs to no matter: which matters are known, what this workstation remembers about each outside of it, settings.
 * Every answer is a promise, because an office server may stand behind this one day. It holds no secrets.
 */
export type Catalog = {
  /** Newest first. */
  knownMatters(): Promise<KnownMatter[]>;
  rememberMatter(matter: KnownMatter): Promise<void>;
  /** Takes it off the list; what proves its history (checkpoints, key) stays. */
  forgetMatter(id: MatterId): Promise<void>;
  /** Keeps a signed checkpoint outside the matter, so that a cut or replaced log shows. */
  keepCheckpoint(id: MatterId, note: string): Promise<void>;
  heldCheckpoints(id: MatterId): Promise<string[]>;
  /** Fingerprint of the key with which this workstation signs in the matter. */
  deviceKey(id: MatterId): Promise<string | null>;
  keepDeviceKey(id: MatterId, fingerprint: string): Promise<void>;
  setting(name: string): Promise<string | null>;
  keepSetting(name: string, value: string): Promise<void>;
};
