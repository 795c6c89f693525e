import type { GrantedPath } from '../../src-main/contract/shell-powers.ts';
import { AppError } from '../../src-main/domain/app-error.ts';
import { ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import { stillName } from '../../src-main/domain/still-record.ts';
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

/**
 * Takes a still of the frame that is shown at this moment, also while playing. The first time in a matter, or with
 * `isAsking`, a dialog asks where to; from then on stills go to the same folder under names that tell recording and frame.
 * While one is being made, it is cancelled instead. Throws AppErrors.
 */
export async function takeStillOfShown(
  bench: Bench,
  { engine, shell, cache }: Doors,
  matterId: string,
  isAsking: boolean,
): Promise<void> {
  if (underWay !== null) {
    underWay.abort();
    return;
  }
  const frame = bench.playhead.getSnapshot().shownFrame;
  if (frame === null) {
    showNotice('There is no picture on the stage yet.');
    return;
  }
  const { aids } = viewingOf(viewingStore.getState(), bench.footageId);
  const recording = readCached(cache, 'footage.show', { footageId: bench.footageId })?.footage.originalName ?? '';
  const known = viewingStore.getState().stillFolders.get(matterId);
  const stop = new AbortController();
  underWay = stop;
  try {
    const file =
      known !== undefined && !isAsking
        ? null
        : await shell.call('dialog.saveFile', {
            title: `Still of frame ${countText(frame)}`,
            suggestedName: `${stillName(recording, frame, ptsOfFrame(bench.index, frame))}.png`,
          });
    if (file === null && (known === undefined || isAsking)) {
      return;
    }
    viewingStore.getState().set({ isTakingStill: true });
    const taken = await engine.call(
      'stills.take',
      {
        footageId: bench.footageId,
        frame,
        into: file === null ? { folder: { grant: known?.grant ?? '' } } : { file: { grant: file.grant } },
        aids: areAidsOn(aids) ? aids : null,
      },
      { signal: stop.signal },
    );
    rememberFolder(matterId, taken.folder);
    const names = taken.record.files.map(({ name }) => name).join(' and ');
    showSuccess(`Frame ${countText(frame)} is in ${taken.folder.name} as ${names}, with its record.`);
  } catch (thrown) {
    // A folder that is gone, or a grant of an engine that is gone, must not be tried for ever.
    if (thrown instanceof AppError && (thrown.code === 'not-permitted' || thrown.code === 'destination-unusable')) {
      rememberFolder(matterId, null);
    }
    throw thrown;
  } finally {
    underWay = null;
    viewingStore.getState().set({ isTakingStill: false });
  }
}
