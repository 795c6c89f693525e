import type { CallInput } from '../../src-main/contract/api.ts';
import type { GrantedPath } from '../../src-main/contract/shell-powers.ts';
import { AppError, type AppErrorCode } from '../../src-main/domain/app-error.ts';
import { ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import { stillName } from '../../src-main/domain/still-record.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import { areAidsOn } from '../../src-main/domain/viewing-aids.ts';
import type { Doors } from '../engine/doors.ts';
import { readCached } from '../engine/engine-cache.ts';
import type { Bench } from '../playback/bench.ts';
import { countText } from '../playback/time-text.ts';
import { showNotice, showSuccess } from '../ui/toast-store.ts';
import { viewingOf, viewingStore } from './viewing-store.ts';

let underWay: AbortController | null = null;

function rememberFolder(matterId: string, folder: GrantedPath | null): void {
  const folders = new Map(viewingStore.getState().stillFolders);
  if (folder === null) {
    folders.delete(matterId);
  } else {
    folders.set(matterId, folder);
  }
  viewingStore.getState().set({ stillFolders: folders });
}

type Into = CallInput<'stills.take'>['into'];

/** Asks for the file of a still; null when the person thought better of it. */
async function askWhere({ shell, cache }: Doors, bench: Bench, frame: FrameNumber): Promise<Into | null> {
  const recording = readCached(cache, 'footage.show', { footageId: bench.footageId })?.footage.originalName ?? '';
  const file = await shell.call('dialog.saveFile', {
    title: `Still of frame ${countText(frame)}`,
    suggestedName: `${stillName(recording, frame, ptsOfFrame(bench.index, frame))}.png`,
  });
  return file === null ? null : { file: { grant: file.grant } };
}

/** A place that the engine no longer knows, because it was started again, or that is no longer there. */
function isPlaceGone(thrown: unknown, ...codes: readonly AppErrorCode[]): boolean {
  return thrown instanceof AppError && codes.includes(thrown.code);
}

/**
 * Takes a still of the frame that is shown at this moment, also while playing. The first time in a matter, or with
 * `isAsking`, a dialog asks where to; from then on stills go to the same folder under names that tell recording and frame.
 * While one is being made, it is cancelled instead. Throws AppErrors.
 */
export async function takeStillOfShown(bench: Bench, doors: Doors, matterId: string, isAsking: boolean): Promise<void> {
  if (underWay !== null) {
    underWay.abort();
    return;
  }
  const frame = bench.playhead.getSnapshot().shownFrame;
  if (frame === null) {
    showNotice('There is no picture on the stage yet.');
    return;
  }
  const { footageId } = bench;
  const { aids } = viewingOf(viewingStore.getState(), footageId);
  const known = isAsking ? undefined : viewingStore.getState().stillFolders.get(matterId);
  const stop = new AbortController();
  underWay = stop;

  async function take(into: Into | null): Promise<void> {
    if (into === null || frame === null) {
      return;
    }
    viewingStore.getState().set({ isTakingStill: true });
    const input = { footageId, frame, into, aids: areAidsOn(aids) ? aids : null };
    const { record, folder } = await doors.engine.call('stills.take', input, { signal: stop.signal });
    rememberFolder(matterId, folder);
    const names = record.files.map(({ name }) => name).join(' and ');
    showSuccess(`Frame ${countText(frame)} is in ${folder.name} as ${names}, with its record.`);
  }

  try {
    if (known === undefined) {
      await take(await askWhere(doors, bench, frame));
      return;
    }
    try {
      await take({ folder: { grant: known.grant } });
    } catch (thrown) {
      if (!isPlaceGone(thrown, 'not-permitted', 'destination-unusable')) {
        throw thrown;
      }
      rememberFolder(matterId, null);
      if (!isPlaceGone(thrown, 'not-permitted')) {
        throw thrown;
      }
      await take(await askWhere(doors, bench, frame));
    }
  } finally {
    underWay = null;
    viewingStore.getState().set({ isTakingStill: false });
  }
}
