import type { FootageDetail } from '../../src-main/domain/footage.ts';
import { type FrameIndex, hasDistinctPts } from '../../src-main/domain/frame-index.ts';
import type { EngineDoor } from '../engine/engine-door.ts';
import { originalUrl } from '../timeline/filmstrip.ts';
import { readIndex } from './index-reader.ts';
import { knowsEveryPacket } from './indexed-packets.ts';
import { keptIndex } from './kept-indexes.ts';
import { isLong, openAhead } from './packet-track.ts';

/** The FrameIndex of a recording, read once however many ask. Errors: those of `footage.frameIndex`, media-unreadable. */
export function indexOf(engine: EngineDoor, detail: FootageDetail): Promise<FrameIndex> {
  const { id: footageId } = detail.footage;
  return keptIndex(detail, async () => readIndex(await engine.call('footage.frameIndex', { footageId })));
}

/**
 * Reads what opening a long recording will want, while the reviewer is about to open it: 2.6 million frames of a day
 * take longer than a person should wait after the press. Shorter ones need no such thing. Shows nothing and notes nothing.
 */
export function readAhead(engine: EngineDoor, detail: FootageDetail): void {
  if (detail.facts === null || detail.index === null || !isLong(detail.index.frameCount)) {
    return;
  }
  openAhead(originalUrl(detail.footage.id), detail);
  indexOf(engine, detail).then(
    (index) => {
      // Each looks at every frame once and remembers what it found.
      hasDistinctPts(index);
      knowsEveryPacket(index);
    },
    // Whoever opens the recording hears of a failure.
    () => undefined,
  );
}
