import { AppError } from '../../domain/app-error.ts';
import type { ClockCorrection, ClockCorrectionDraft } from '../../domain/clock-correction.ts';
import type { CustodyEvent } from '../../domain/custody-event.ts';
import type { FootageId } from '../../domain/identifier.ts';
import type { FrameNumber } from '../../domain/time.ts';
import { findFootage } from '../footage/footage-store.ts';
import { spanOfFootage } from '../footage/frame-index-store.ts';
import { recordEdit } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { findClockCorrection, rowOfClockCorrection } from './clock-correction-store.ts';

function write(
  matter: OpenMatter,
  label: string,
  type: CustodyEvent['type'],
  [before, after]: readonly [ClockCorrection | null, ClockCorrection],
): ClockCorrection {
  const { footageId, footageDigest, stream, frame, pts, at, state } = after;
  recordEdit(matter, {
    label,
    changes: [
      {
        table: 'clock_correction',
        id: footageId,
        before: before === null ? null : rowOfClockCorrection(before),
        after: rowOfClockCorrection(after),
      },
    ],
    // The free text stays in the edit's images, as that of annotations does.
    event: {
      type,
      refs: [`clock_correction:${footageId}@${after.revision}`, `asset:${footageDigest}`],
      data: { stream, frame, pts, at, state },
    },
  });
  matter.events.emit('clockCorrections.changed', { footageId });
  return after;
}

function requireRevision(current: ClockCorrection | null, revision: number): void {
  const currentRevision = current?.revision ?? 0;
  if (currentRevision !== revision) {
    throw new AppError(
      'edit-conflict',
      `The correction of this clock was changed since you opened it (it is at revision ${currentRevision}, yours was ${revision}). Look at the newer one and make your change again.`,
      { revision, currentRevision },
    );
  }
}

/**
 * States when a frame was taken; replaces what was stated before. Errors: `frame-out-of-range`, `not-found`,
 * `edit-conflict`, `matter-read-only`.
 */
export function setClockCorrection(matter: OpenMatter, draft: ClockCorrectionDraft): ClockCorrection {
  matter.requireWritable();
  const footage = findFootage(matter.database, draft.footageId);
  const [span, stream] = spanOfFootage(matter.database, footage.id, draft.frame, draft.frame + 1);
  const current = findClockCorrection(matter.database, footage.id);
  requireRevision(current, draft.revision);
  const now = matter.clock.now();
  const correction: ClockCorrection = {
    footageId: footage.id,
    revision: draft.revision + 1,
    footageDigest: footage.digest,
    stream,
    frame: draft.frame as FrameNumber,
    pts: span.inPts,
    at: draft.at,
    basis: draft.basis,
    state: 'in-use',
    createdBy: current?.createdBy ?? matter.reviewer.id,
    createdAt: current?.createdAt ?? now,
    revisedBy: matter.reviewer.id,
    revisedAt: now,
  };
  return write(matter, `Correct the clock of ${footage.originalName}`, 'clock-correction.set', [current, correction]);
}

/** Takes a correction out of use; it and its history stay. Errors: `not-found`, `edit-conflict`, `matter-read-only`. */
export function withdrawClockCorrection(
  matter: OpenMatter,
  { footageId, revision }: { readonly footageId: FootageId; readonly revision: number },
): ClockCorrection {
  matter.requireWritable();
  const footage = findFootage(matter.database, footageId);
  const current = findClockCorrection(matter.database, footageId);
  if (current === null || current.state === 'withdrawn') {
    throw new AppError('not-found', `The clock of ${footage.originalName} is not corrected.`, { footageId });
  }
  requireRevision(current, revision);
  const withdrawn: ClockCorrection = {
    ...current,
    revision: revision + 1,
    state: 'withdrawn',
    revisedBy: matter.reviewer.id,
    revisedAt: matter.clock.now(),
  };
  const label = `Withdraw the correction of the clock of ${footage.originalName}`;
  return write(matter, label, 'clock-correction.withdraw', [current, withdrawn]);
}
