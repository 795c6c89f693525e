import type { TimingFinding } from '../../src-main/domain/recording-facts.ts';
import { drawWaveform } from '../waveform/draw-waveform.ts';
import { coverNoted, drawNoted, uncoveredWidth } from './draw-noted.ts';
import { framesForGaps, placeBetween, placePictures } from './fine-frames.ts';
import { isNoted } from './noted-stretches.ts';
import type { PinnedLane } from './pinned-lanes.ts';
import { firstAbove } from './row-placing.ts';
import type { Brush, RecordingScene } from './timeline-scene.ts';
import { frameAtX, pixelsPerFrame, visibleFrames, xOfTick } from './timeline-view.ts';

/** From this width on every frame has its own tick. */
const tickedFramePixels = 4;
/** Key frames nearer than this are not drawn one by one. */
const keyFramePixels = 3;

/** Draws one lane about the recording itself. */
export function drawRecordingLane(brush: Brush, scene: RecordingScene, lane: PinnedLane): void {
  const { context, extent, palette } = brush;
  context.fillStyle = lane.id === 'pictures' ? palette.picture : palette.background;
  context.fillRect(0, lane.top, extent.width, lane.height);
  if (lane.isFolded && lane.id !== 'coverage' && lane.id !== 'noted') {
    drawFolded(brush, lane);
    return;
  }
  switch (lane.id) {
    case 'noted':
      drawNoted(brush, scene.noted ?? [], lane);
      break;
    case 'pictures':
      drawPictures(brush, scene, lane);
      break;
    case 'sound':
      drawSound(brush, scene, lane);
      break;
    case 'frames':
      drawFrames(brush, scene, lane);
      break;
    case 'coverage':
      drawCoverage(brush, scene, lane);
      break;
  }
  context.fillStyle = palette.line;
  context.fillRect(0, lane.top + lane.height - 1, extent.width, 1);
}

function drawFolded({ context, extent, palette }: Brush, { top, height }: PinnedLane): void {
  context.fillStyle = palette.line;
  context.fillRect(0, top + Math.floor(height / 2), extent.width, 1);
}

/** Each picture stands where its own frame begins; what the strip leaves empty the finer pictures fill, as they come. */
function drawPictures(
  brush: Brush,
  { filmstrip, finePictures, keyFrames, index, noted, areNoticesOff }: RecordingScene,
  lane: PinnedLane,
): void {
  const { context, view, extent } = brush;
  // Until it is known what may disturb, no picture is shown.
  if (filmstrip === null || (noted === null && !areNoticesOff)) {
    drawNote(brush, lane, 'The pictures are being prepared.');
    return;
  }
  const { strip, image } = filmstrip;
  const height = lane.height - 2;
  const width = Math.round((strip.tileWidth / strip.tileHeight) * height);
  const window = { view, extent, index, pictureWidth: width };
  const tiles = new Map(strip.tiles.map((tile) => [tile.frame, tile]));
  const covered = areNoticesOff || noted === null ? [] : noted;
  const isShown = (frame: number) => !isNoted(covered, frame);
  const coarse = placePictures([...tiles.keys()].filter(isShown), window);
  for (const { frame, x } of coarse) {
    const tile = tiles.get(frame);
    if (tile !== undefined) {
      const shown = uncoveredWidth(brush, covered, x, width);
      const part = (strip.tileWidth * shown) / width;
      context.drawImage(image, tile.left, tile.top, part, strip.tileHeight, x, lane.top + 1, shown, height);
    }
  }
  if (finePictures === null) {
    coverNoted(brush, covered, lane);
    return;
  }
  const fine = placeBetween(coarse, finePictures.frames().filter(isShown), window);
  for (const { frame, x } of fine) {
    const picture = finePictures.get(frame);
    if (picture !== undefined) {
      const shown = uncoveredWidth(brush, covered, x, width);
      const part = (picture.width * shown) / width;
      context.drawImage(picture, 0, 0, part, picture.height, x, lane.top + 1, shown, height);
    }
  }
  coverNoted(brush, covered, lane);
  const placed = [...coarse, ...fine].sort((a, b) => a.x - b.x);
  finePictures.want(framesForGaps(placed, keyFrames, window).filter(isShown));
}

function drawSound(brush: Brush, { peaks, index }: RecordingScene, lane: PinnedLane): void {
  const { context, view, extent, palette } = brush;
  context.fillStyle = palette.waveBand;
  context.fillRect(0, lane.top, extent.width, lane.height);
  if (peaks === null) {
    drawNote(brush, lane, 'The waveform is being prepared.');
    return;
  }
  const microsPerTick = (index.timebase.num * 1_000_000) / index.timebase.den;
  drawWaveform(context, peaks, {
    startMicros: view.startTick * microsPerTick,
    microsPerPixel: view.ticksPerPixel * microsPerTick,
    width: Math.floor(extent.width),
    top: lane.top,
    height: lane.height,
    ink: palette.wave,
    line: palette.line,
  });
}

function drawNote({ context, palette }: Brush, lane: PinnedLane, text: string): void {
  context.font = palette.font;
  context.textBaseline = 'middle';
  context.fillStyle = palette.textMuted;
  context.fillText(text, 8, lane.top + lane.height / 2);
}

/** The rhythm of the frames: each one from near, the rate from afar where it varies, key frames, and what is odd. */
function drawFrames(brush: Brush, scene: RecordingScene, lane: PinnedLane): void {
  const { context, view, extent, palette } = brush;
  if (pixelsPerFrame(view, extent) >= tickedFramePixels) {
    const { first, last } = visibleFrames(view, scene.index, extent.width);
    context.fillStyle = palette.lineStrong;
    for (let frame: number = first; frame <= last; frame += 1) {
      context.fillRect(Math.round(xOfTick(view, scene.index.pts[frame] ?? 0)), lane.top + lane.height - 8, 1, 7);
    }
  } else if (!scene.isConstantRate) {
    drawRate(brush, scene, lane);
  }
  drawKeyFrames(brush, scene, lane);
  drawFindings(brush, scene, lane);
}

/** How many frames there are in each stretch of time against what is usual: half the lane high is usual. */
function drawRate({ context, view, extent, palette }: Brush, { index }: RecordingScene, lane: PinnedLane): void {
  const step = 3;
  const usual = (step * view.ticksPerPixel) / extent.usualStepTicks;
  context.globalAlpha = 0.45;
  context.fillStyle = palette.keyFrame;
  const room = lane.height - 3;
  let before = frameAtX(view, index, 0);
  for (let x = 0; x < extent.width; x += step) {
    const here = frameAtX(view, index, x + step);
    const share = Math.min(1, (here - before) / Math.max(usual, 1e-9) / 2);
    const height = Math.round(share * room);
    if (height > 0) {
      context.fillRect(x, lane.top + lane.height - 1 - height, step - 1, height);
    }
    before = here;
  }
  context.globalAlpha = 1;
}

function drawKeyFrames({ context, view, extent, palette }: Brush, scene: RecordingScene, lane: PinnedLane): void {
  const { index, keyFrames } = scene;
  const { first, last } = visibleFrames(view, index, extent.width);
  const from = firstAbove(keyFrames, first - 1);
  const to = firstAbove(keyFrames, last, from);
  context.fillStyle = palette.keyFrame;
  if ((to - from) * keyFramePixels > extent.width) {
    context.globalAlpha = 0.35;
    context.fillRect(0, lane.top + lane.height - 4, extent.width, 3);
    context.globalAlpha = 1;
    return;
  }
  const hasRoom = (to - from) * 12 <= extent.width;
  for (let place = from; place < to; place += 1) {
    const x = Math.round(xOfTick(view, index.pts[keyFrames[place] ?? 0] ?? 0));
    context.fillRect(x, lane.top + lane.height - 10, 1, 9);
    if (hasRoom) {
      diamond(context, x + 0.5, lane.top + 6, 3.5);
    }
  }
}

function diamond(context: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  context.beginPath();
  context.moveTo(x, y - size);
  context.lineTo(x + size, y);
  context.lineTo(x, y + size);
  context.lineTo(x - size, y);
  context.fill();
}

/** Marks where the timing of the frames is odd, by shape as well as by colour. */
function drawFindings({ context, view, extent, palette }: Brush, scene: RecordingScene, lane: PinnedLane): void {
  context.fillStyle = palette.gap;
  context.strokeStyle = palette.gap;
  context.lineWidth = 1.5;
  let free = Number.NEGATIVE_INFINITY;
  for (const finding of scene.findings) {
    const x = Math.round(xOfFinding(view, scene, finding));
    if (x < Math.max(-8, free) || x > extent.width + 8) {
      continue;
    }
    free = x + 4;
    const y = lane.top + 7;
    context.beginPath();
    switch (finding.kind) {
      case 'gap':
      case 'long-frame':
        context.moveTo(x - 5, y - 5);
        context.lineTo(x + 5, y - 5);
        context.lineTo(x, y + 4);
        context.fill();
        break;
      case 'repeated-pts':
        context.rect(x - 4, y - 4, 2.5, 8);
        context.rect(x + 1, y - 4, 2.5, 8);
        context.fill();
        break;
      case 'decreasing-pts':
        context.moveTo(x + 4, y - 5);
        context.lineTo(x - 5, y);
        context.lineTo(x + 4, y + 5);
        context.fill();
        break;
      case 'hidden-frames':
        context.arc(x, y, 3.5, 0, Math.PI * 2);
        context.stroke();
        break;
    }
  }
}

function xOfFinding(view: Brush['view'], scene: RecordingScene, finding: TimingFinding): number {
  return xOfTick(view, scene.index.pts[finding.frame] ?? finding.pts);
}

/** The finding whose mark is at `x`; null when there is none. */
export function findingAt(view: Brush['view'], scene: RecordingScene, x: number): TimingFinding | null {
  let best: TimingFinding | null = null;
  let bestDistance = 7;
  for (const finding of scene.findings) {
    const distance = Math.abs(xOfFinding(view, scene, finding) - x);
    if (distance < bestDistance) {
      best = finding;
      bestDistance = distance;
    }
  }
  return best;
}

/** Watched is solid; what nobody watched yet is hatched, so that it cannot be taken for "nothing there". */
function drawCoverage(brush: Brush, { watched }: RecordingScene, lane: PinnedLane): void {
  const { context, view, extent, palette, quietHatching } = brush;
  const box = { left: 0, top: lane.top + 3, width: extent.width, height: lane.height - 7 };
  quietHatching.fill(context, box, -view.startTick / view.ticksPerPixel);
  context.fillStyle = palette.watched;
  if (watched === null) {
    return;
  }
  for (let place = firstAbove(watched.outTicks, view.startTick); place < watched.inTicks.length; place += 1) {
    const left = xOfTick(view, watched.inTicks[place] ?? 0);
    if (left > extent.width) {
      return;
    }
    const right = xOfTick(view, watched.outTicks[place] ?? 0);
    context.fillRect(left, box.top, Math.max(1, right - left), box.height);
  }
}

/** A stretch without frames: hatched over every lane, so that it cannot be taken for a picture. */
export function drawGaps(brush: Brush, findings: readonly TimingFinding[], top: number, height: number): void {
  const { context, view, extent, palette, gapHatching } = brush;
  for (const gap of findings) {
    if (gap.kind !== 'gap' && gap.kind !== 'long-frame') {
      continue;
    }
    const left = xOfTick(view, gap.pts);
    const width = Math.max(2, gap.ticks / view.ticksPerPixel);
    if (left > extent.width || left + width < 0) {
      continue;
    }
    gapHatching.fill(context, { left, top, width, height }, -view.startTick / view.ticksPerPixel);
    context.fillStyle = palette.gap;
    context.fillRect(left, top, width, 2);
  }
}
