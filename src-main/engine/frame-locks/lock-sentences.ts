import type { FrameLock, LockedPicture } from '../../domain/frame-lock.ts';
import type { SpanPictures } from './span-pictures.ts';

/** "ffmpeg 5.1.9, as when it was locked" or both versions where they differ. */
function toolsText(lock: FrameLock, toolVersion: string): string {
  return lock.toolVersion === toolVersion
    ? `ffmpeg ${toolVersion}, the version that locked it`
    : `ffmpeg ${toolVersion}; it was locked with ffmpeg ${lock.toolVersion}`;
}

function isSamePicture(a: LockedPicture, b: LockedPicture): boolean {
  return a.frame === b.frame && a.pts === b.pts && a.digest === b.digest;
}

function pictureNames(lock: FrameLock): readonly [string, string] {
  return lock.span.outFrame - lock.span.inFrame === 1
    ? ['The picture', 'is']
    : ['The first and the last picture', 'are'];
}

/** What the pictures, decoded again, say of the lock; null when they are the same. */
export function differenceSentence(lock: FrameLock, found: SpanPictures): string | null {
  const isFirstSame = isSamePicture(lock.first, found.first);
  const isLastSame = isSamePicture(lock.last, found.last);
  if (isFirstSame && isLastSame) {
    return null;
  }
  const isOneFrame = lock.span.outFrame - lock.span.inFrame === 1;
  const which = isOneFrame
    ? 'The picture of this annotation is'
    : !(isFirstSame || isLastSame)
      ? 'The first and the last picture of this annotation are'
      : `The ${isFirstSame ? 'last' : 'first'} picture of this annotation is`;
  const [before, now] = isFirstSame ? [lock.last, found.last] : [lock.first, found.first];
  const isOtherForm =
    before.pixelFormat !== now.pixelFormat || before.width !== now.width || before.height !== now.height;
  const form = isOtherForm
    ? ` It was ${before.width} × ${before.height} in ${before.pixelFormat} and is now ${now.width} × ${now.height} in ${now.pixelFormat}.`
    : '';
  const advice =
    lock.toolVersion === found.toolVersion
      ? 'Do not rely on it: verify the matter, and compare with the recording as it was received.'
      : `A decoder of another version can give another picture of the same bytes: check again with ffmpeg ${lock.toolVersion} before relying on either.`;
  return `${which} not the one that was locked (checked with ${toolsText(lock, found.toolVersion)}).${form} ${advice}`;
}

export function matchSentence(lock: FrameLock, toolVersion: string): string {
  const [which, verb] = pictureNames(lock);
  return `${which} decoded just now ${verb} the same as when this annotation was locked (checked with ${toolsText(lock, toolVersion)}).`;
}

export function notLockedSentence(isReadOnly: boolean): string {
  return isReadOnly
    ? 'The pictures of this annotation were not hashed before this matter became read-only, so there is nothing to compare with.'
    : 'The pictures of this annotation have not been hashed yet. That happens by itself in a moment; see the jobs if it does not.';
}

export const verifyAdvice = 'Verify the matter, and restore it from a backup.';
