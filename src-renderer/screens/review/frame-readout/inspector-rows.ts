import {
  endPtsOfFrame,
  type FrameIndex,
  isClosedAt,
  keyFrameAtOrBefore,
  ptsOfFrame,
} from '../../../../src-main/domain/frame-index.ts';
import { timingFindingsAt } from '../../../../src-main/domain/frame-index-summary.ts';
import type { FrameInspection } from '../../../../src-main/domain/frame-inspection.ts';
import type { FrameIndexSummary, RecordingFacts } from '../../../../src-main/domain/recording-facts.ts';
import { type FrameNumber, type Pts, ptsToMicros } from '../../../../src-main/domain/time.ts';
import { countText, lengthText, ptsText } from '../../../playback/time-text.ts';
import { countOf } from '../../../ui/date-text.ts';
import { findingExtent, findingNames } from '../recording-panel/finding-words.ts';

/** `text` is the value; `more` explains it. */
export type InspectorRow = { readonly name: string; readonly text: string; readonly more?: string };

function keyFrameText(index: FrameIndex, frame: FrameNumber): Pick<InspectorRow, 'text' | 'more'> {
  if (index.isKey[frame] === 1) {
    return isClosedAt(index, frame)
      ? { text: 'Yes, closed group', more: 'decoding can begin at this frame' }
      : { text: 'Yes, open group', more: 'some pictures shown before it are decoded after it, so it is no safe start' };
  }
  const key = keyFrameAtOrBefore(index, frame);
  if (index.isKey[key] !== 1) {
    return { text: 'No', more: 'no key frame comes before it' };
  }
  return { text: 'No', more: `${countOf(frame - key, 'frame')} after the key frame ${countText(key)}` };
}

/** How much longer or shorter than its stated duration the frame is on screen, where the two differ. */
function durationText(index: FrameIndex, frame: FrameNumber): Pick<InspectorRow, 'text' | 'more'> {
  const stated = index.durations[frame] ?? 0;
  const shown = endPtsOfFrame(index, frame) - ptsOfFrame(index, frame);
  const length = lengthText(ptsToMicros(shown as Pts, index.timebase));
  return {
    text: `${countText(shown)} ${shown === 1 ? 'tick' : 'ticks'}, ${length}`,
    ...(stated === shown ? {} : { more: `until the next frame; the file states ${countText(stated)} for it` }),
  };
}

/** What the FrameIndex knows of a frame: at hand at once. */
export function frameRows(index: FrameIndex, frame: FrameNumber): InspectorRow[] {
  const pts = ptsOfFrame(index, frame);
  const order = index.decodeOrder[frame] ?? 0;
  const position = index.bytePositions[frame] ?? -1;
  const size = index.byteSizes[frame] ?? 0;
  return [
    { name: 'Frame', text: countText(frame), more: `counted from 0 to ${countText(index.count - 1)}` },
    { name: 'Media time', text: ptsText(pts, index.timebase) },
    { name: 'Time stamp', text: `${countText(pts)} ticks`, more: `of ${index.timebase.num}/${index.timebase.den} s` },
    { name: 'On screen for', ...durationText(index, frame) },
    { name: 'Key frame', ...keyFrameText(index, frame) },
    { name: 'Decode order', text: countText(order), more: 'rank of its packet in the stream, counted from 0' },
    {
      name: 'Packet',
      text: size > 0 ? `${countText(size)} bytes` : 'size not stated',
      more: position >= 0 ? `at byte ${countText(position)} of the file` : 'the container does not say where it lies',
    },
  ];
}

/** What is odd about the timing at a frame; empty where nothing is. */
export function findingRows(index: FrameIndex, summary: FrameIndexSummary | null, frame: FrameNumber): InspectorRow[] {
  return (summary === null ? [] : timingFindingsAt(index, summary, frame)).map((finding) => ({
    name: findingNames[finding.kind],
    text: findingExtent(finding, index.timebase),
  }));
}

const typeWords: Readonly<Record<FrameInspection['pictureType'], readonly [string, string]>> = {
  I: ['I', 'coded by itself'],
  P: ['P', 'coded as a change from earlier pictures'],
  B: ['B', 'coded as a change from earlier and later pictures'],
  other: ['not stated', 'the decoder does not say'],
};

const scanWords: Readonly<Record<FrameInspection['scan'], string>> = {
  progressive: 'Progressive',
  'top-field-first': 'Interlaced, top field first',
  'bottom-field-first': 'Interlaced, bottom field first',
};

/** The field order that the file states for its picture track, or an empty text. */
export function statedFieldOrder(facts: RecordingFacts | null): string {
  const stream = facts?.streams.find((candidate) => candidate.stream === facts.mainVideoStream);
  return stream?.kind === 'video' ? stream.fieldOrder : '';
}

/** What only decoding tells. `before` is the frame before, where it is known; null at the first frame. */
export function decodedRows(
  found: FrameInspection,
  before: FrameInspection | null | undefined,
  fieldOrder: string,
): InspectorRow[] {
  const [type, typeMore] = typeWords[found.pictureType];
  const duplicate =
    before === undefined
      ? { text: '…' }
      : before === null
        ? { text: 'No', more: 'it is the first frame' }
        : before.digest === found.digest
          ? { text: 'Yes', more: 'its decoded picture is the same to the last bit' }
          : { text: 'No', more: 'its decoded picture is another' };
  return [
    { name: 'Picture type', text: type, more: typeMore },
    {
      name: 'Scan',
      text: scanWords[found.scan],
      more: fieldOrder === '' ? 'the file states no field order' : `the file states: ${fieldOrder}`,
    },
    {
      name: 'Decoded as',
      text: `${found.width} × ${found.height}, ${found.pixelFormat}`,
      more: `by ffmpeg ${found.toolVersion}, before any turning`,
    },
    { name: 'Repeats the frame before', ...duplicate },
  ];
}

/** Everything about a frame as lines of text, for a note or an e-mail. */
export function inspectorText(
  heading: readonly string[],
  rows: readonly InspectorRow[],
  digest: string | null,
): string {
  const lines = rows.map(({ name, text, more }) => `${name}: ${text}${more === undefined ? '' : ` (${more})`}`);
  return [...heading, ...lines, ...(digest === null ? [] : [`SHA-256 of the decoded picture: ${digest}`])].join('\n');
}
