import { closeSync, openSync, writeFileSync } from 'node:fs';
import type { ClipProofSummary } from '../../domain/clip-proof.ts';
import type { FrameIndex } from '../../domain/frame-index.ts';
import type { FrameNumber } from '../../domain/time.ts';
import type { ComparedFrame } from './compare-pictures.ts';

/** The columns of a proof table; docs/evidence-integrity.md says what each means and how a stranger makes it again. */
export const proofColumns = [
  'clip_frame',
  'clip_pts',
  'source_frame',
  'source_pts',
  'source_picture_sha256',
  'clip_picture_sha256',
  'identical',
  'ssim',
  'psnr',
  'source_conversion',
] as const;

const flushedCharacters = 64 * 1024;

export interface ProofTable {
  add(frame: ComparedFrame): void;
  /** Writes what is left; the file is whole then. */
  close(): void;
}

/** A field of CSV; only a conversion can need the quotes. */
function field(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Writes the table of a clip, a row for each frame as it comes, in UTF-8 with LF. With `tablePath` null it writes nothing.
 * @param conversion what was done to the source's picture before it was compared, as ffmpeg's `-vf` takes it, or `none`
 */
export function openProofTable(
  tablePath: string | null,
  source: { readonly index: FrameIndex; readonly first: FrameNumber },
  conversion: string,
): ProofTable {
  if (tablePath === null) {
    return { add: () => undefined, close: () => undefined };
  }
  const file = openSync(tablePath, 'w');
  const lastField = field(conversion);
  let waiting = `${proofColumns.join(',')}\n`;
  const flush = (): void => {
    writeFileSync(file, waiting);
    waiting = '';
  };
  return {
    add: ({ position, clipPts, sourceDigest, clipDigest, psnr, ssim }) => {
      const frame = source.first + position;
      const isEqual = psnr === Number.POSITIVE_INFINITY;
      const row = [
        ...[position, clipPts ?? '', frame, source.index.pts[frame] ?? '', sourceDigest, clipDigest],
        ...[isEqual ? 'yes' : 'no', ssim.toFixed(6), isEqual ? 'inf' : psnr.toFixed(3), lastField],
      ];
      waiting += `${row.join(',')}\n`;
      if (waiting.length > flushedCharacters) {
        flush();
      }
    },
    close: () => {
      flush();
      closeSync(file);
    },
  };
}

/** What a summary says beside how the clip was made. */
export type MeasuredFrames = Pick<
  ClipProofSummary,
  'frameCount' | 'identicalCount' | 'minSsim' | 'meanSsim' | 'minPsnr'
>;

/** Sums up the rows of a table in constant memory. */
export function createMeasuredFrames(): { add(frame: ComparedFrame): void; sum(): MeasuredFrames } {
  const millionth = 1_000_000;
  let frameCount = 0;
  let identicalCount = 0;
  let minSsim = millionth;
  let ssimSum = 0;
  let minPsnr: number | null = null;
  return {
    add: ({ psnr, ssim }) => {
      frameCount += 1;
      const wholeSsim = Math.round(ssim * millionth);
      minSsim = Math.min(minSsim, wholeSsim);
      ssimSum += wholeSsim;
      if (psnr === Number.POSITIVE_INFINITY) {
        identicalCount += 1;
      } else {
        minPsnr = Math.min(minPsnr ?? Number.POSITIVE_INFINITY, Math.round(psnr * 1000));
      }
    },
    sum: () => ({ frameCount, identicalCount, minSsim, meanSsim: Math.round(ssimSum / frameCount), minPsnr }),
  };
}
