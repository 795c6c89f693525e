import path from 'node:path';
import { footageFolder } from '../../helpers/footage-folder.ts';
import { type NumberedKind, numberedClip } from '../../helpers/numbered-clip.ts';

/**
 * Real recordings where they are on this machine, otherwise generated clips in their place, so that a path through the
 * app is walked on every machine. One pair `[real name, generated kind]` a recording.
 */
export async function recordings(pairs: readonly (readonly [string, NumberedKind])[]): Promise<string[]> {
  const folder = footageFolder();
  if (folder !== null) {
    return pairs.map(([name]) => path.join(folder, name));
  }
  const clips: string[] = [];
  for (const [, kind] of pairs) {
    clips.push((await numberedClip(kind)).path);
  }
  return clips;
}
