import type { Clock } from './clock.ts';
import type { KeyDerivationPolicy } from './store/key-derivation.ts';

/** What the host gives an engine when it starts one. Nothing here is read from globals later. */
export type EngineOptions = {
  /** Where this workstation keeps what belongs to no matter: the list of known matters, settings. */
  readonly dataFolder: string;
  /** Codebooks and the packet viewer and verifier. */
  readonly resourcesFolder: string;
  readonly appVersion: string;
  /** "electron-utility", "node-child", "cli", "test": shown in About and written into custody events. */
  readonly host: string;
  readonly clock: Clock;
  /** How costly a passphrase is to guess. Absent: the safe policy; tests name a cheap one. */
  readonly keyDerivation?: KeyDerivationPolicy;
};
