import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type ForgerKey, keyringOf, resealPacket } from './forge-packet.ts';

/** A copy of a sealed packet that a test may spoil. */
export type PacketCopy = {
  readonly folder: string;
  at(file: string): string;
  read(file: string): string;
  write(file: string, text: string): void;
  edit(file: string, change: (text: string) => string): void;
};

/** Copies the packet, in place of an earlier copy in the same folder. */
export function copyPacket(sealed: string, folder: string): PacketCopy {
  rmSync(folder, { recursive: true, force: true });
  cpSync(sealed, folder, { recursive: true });
  const at = (file: string) => path.join(folder, file);
  return {
    folder,
    at,
    read: (file) => readFileSync(at(file), 'utf8'),
    write: (file, text) => writeFileSync(at(file), text),
    edit: (file, change) => writeFileSync(at(file), change(readFileSync(at(file), 'utf8'))),
  };
}

export type TamperStage = {
  readonly copy: PacketCopy;
  /** The key of the matter that sealed the packet. */
  readonly ours: ForgerKey;
  /** A checkpoint of the same log from before the packet. */
  readonly oldCheckpoint: string;
};

export type Tampering = readonly [what: string, code: number, named: RegExp, change: (stage: TamperStage) => void];

/** Rewords an observation, puts `keys` in the keyring and signs everything anew with the first of them. */
export function forgeObservation(copy: PacketCopy, key: ForgerKey, ...more: readonly ForgerKey[]): void {
  copy.edit('data/logs/exhibits.json', (text) => text.replace('grey top', 'pink top'));
  copy.write('custody/keyring.json', keyringOf([key, ...more]));
  resealPacket(copy.folder, key);
}
