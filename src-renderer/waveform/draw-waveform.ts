import type { Peaks } from '../../src-main/domain/peaks.ts';
import { waveformColumns } from './waveform-columns.ts';

export type WaveformLane = {
  readonly startMicros: number;
  readonly microsPerPixel: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
  readonly ink: string;
  readonly line: string;
};

/**
 * Draws the engine's peaks into a lane of the timeline. Nothing is decoded here, and there is no media element behind
 * it: the timeline's own axis places it, and clicks go through the playhead like everywhere else.
 */
export function drawWaveform(context: CanvasRenderingContext2D, peaks: Peaks, lane: WaveformLane): void {
  const columns = waveformColumns(peaks, lane);
  const middle = lane.top + lane.height / 2;
  const scale = (lane.height / 2 - 1) / 32_768;
  context.fillStyle = lane.line;
  context.fillRect(0, Math.round(middle), lane.width, 1);
  context.fillStyle = lane.ink;
  for (let x = 0; x < lane.width; x += 1) {
    if (columns.hasSound[x] === 1) {
      const top = middle - (columns.high[x] ?? 0) * scale;
      const bottom = middle - (columns.low[x] ?? 0) * scale;
      context.fillRect(x, top, 1, Math.max(1, bottom - top));
    }
  }
}
