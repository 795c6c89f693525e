import { type Checkpoint, checkpointOrigin, parseCheckpointText } from './checkpoint.ts';
import { verifyNote } from './signed-note.ts';

/** A checkpoint that the log must agree with, and where it was kept, said for a person. */
export type KnownCheckpoint = {
  readonly size: number;
  readonly logId: string;
  /** "the checkpoint kept on this workstation". */
  readonly origin: string;
  readonly note: string;
  /** Base64; what the matter's own table says apart from the note, null where there is only the note. */
  readonly statedRoot: string | null;
};

/** From the matter's own table. */
export function ownCheckpoint(logId: string, checkpoint: Checkpoint): KnownCheckpoint {
  return {
    size: checkpoint.size,
    logId,
    origin: `the checkpoint of ${checkpoint.size} entries kept in the matter`,
    note: checkpoint.note,
    statedRoot: checkpoint.root,
  };
}

/** From anywhere outside the matter; null when it is no checkpoint, or one of another log. */
export function heldCheckpoint(logId: string, note: string, origin: string): KnownCheckpoint | null {
  const parsed = parseCheckpointText(note);
  return parsed === null || parsed.origin !== checkpointOrigin(logId)
    ? null
    : { size: parsed.size, logId, origin, note, statedRoot: null };
}

/** Null when the checkpoint is signed by one of the keys and says this root at its size; else the sentence that says why not. */
export function matchCheckpoint(
  checkpoint: KnownCheckpoint,
  root: Buffer,
  publicKeys: readonly Buffer[],
): string | null {
  const keyName = checkpointOrigin(checkpoint.logId);
  const text = publicKeys.map((key) => verifyNote(checkpoint.note, key, keyName)).find((found) => found !== null);
  const signed = text === undefined || text === null ? null : parseCheckpointText(text);
  if (signed === null || signed.origin !== keyName) {
    return `Something is wrong with ${checkpoint.origin}: no key of this log signed it.`;
  }
  const isStated = checkpoint.statedRoot === null || checkpoint.statedRoot === signed.root.toString('base64');
  if (signed.size !== checkpoint.size || !isStated || !signed.root.equals(root)) {
    return `The first ${checkpoint.size} entries are not those that ${checkpoint.origin} was signed over: the log was rewritten.`;
  }
  return null;
}
