import path from 'node:path';
import type { Digest } from '../../domain/digest.ts';

/** Where everything of a matter lies on this disk. */
export type MatterFolder = {
  readonly root: string;
  /** matter.json: format version, matter id, key slots. The only file that is not encrypted. */
  readonly header: string;
  readonly database: string;
  readonly vault: string;
  readonly incoming: string;
  readonly objects: string;
  readonly derivatives: string;
  readonly packets: string;
  /** Emptied at every open and close. */
  readonly temp: string;
  readonly backups: string;
  readonly lock: string;
};

export function matterFolder(root: string): MatterFolder {
  const vault = path.join(root, 'vault');
  return {
    root,
    header: path.join(root, 'matter.json'),
    database: path.join(root, 'matter.db'),
    vault,
    incoming: path.join(vault, 'incoming'),
    objects: path.join(vault, 'objects'),
    derivatives: path.join(root, 'derivatives'),
    packets: path.join(root, 'packets'),
    temp: path.join(root, 'tmp'),
    backups: path.join(root, 'backups'),
    lock: path.join(root, 'matter.lock'),
  };
}

/** Where the vault keeps the bytes with this digest: `objects/<first two digits>/<64 digits>`. */
export function objectPath(folder: MatterFolder, digest: Digest): string {
  return path.join(folder.objects, digest.slice(0, 2), digest);
}
