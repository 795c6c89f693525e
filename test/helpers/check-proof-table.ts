import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** What the independent script says of a proof table: `isRight` when every cell was made again. */
export interface TableVerdict {
  readonly isRight: boolean;
  readonly words: string;
}

/** Whether a Python interpreter is here; where CI=true its absence is a failure. */
export function hasPython(): boolean {
  const isHere = spawnSync('python3', ['--version']).status === 0;
  if (!isHere && process.env['CI'] === 'true') {
    throw new Error('python3 is not installed, so no proof table can be checked by a stranger.');
  }
  return isHere;
}

/** Makes the table again by a script that knows ffmpeg and ffprobe only. */
export function checkProofTable(recording: string, stream: number, clip: string, table: string): TableVerdict {
  const script = path.join(import.meta.dirname, '../independent/check-proof-table.py');
  const run = spawnSync('python3', [script, recording, String(stream), clip, table], { encoding: 'utf8' });
  return { isRight: run.status === 0, words: `${run.stdout}${run.stderr}` };
}
