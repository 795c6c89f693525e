import { aidNotice, sourceClockText } from '../../domain/burn-in.ts';
import { type FrameIndex, ptsOfFrame } from '../../domain/frame-index.ts';
import type { Illustration, IllustrationShape } from '../../domain/illustration.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import { type FrameSpan, ptsToMicros } from '../../domain/time.ts';

/** Something that was done to make an aid, in words for the record. */
export interface AidParameter {
  readonly label: string;
  readonly value: string;
}

type Described = {
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly span: FrameSpan;
  readonly illustration: Illustration;
  readonly exhibitLabel: string;
};

const kindTexts: Readonly<Record<IllustrationShape['kind'], string>> = {
  arrow: 'Arrow',
  line: 'Line',
  rectangle: 'Rectangle',
  ellipse: 'Ellipse',
  'call-out': 'Call-out',
};

function framesText(first: number, last: number): string {
  return first === last ? `frame ${first}` : `frames ${first} to ${last}`;
}

function shapeText(shape: IllustrationShape): string {
  const [first, last] = [shape.keyframes[0]?.frame ?? 0, shape.keyframes.at(-1)?.frame ?? 0];
  const count = shape.keyframes.length;
  const moves = shape.movement === 'linear' ? 'moved in straight lines between' : 'standing still between';
  return [
    `${shape.colour}, ${framesText(first, last)}`,
    ...(count > 1 ? [`${moves} ${count} placed frames`] : []),
    ...(shape.text === '' ? [] : [`text: ${shape.text}`]),
  ].join('; ');
}

function burnInText({ illustration, facts, index, span, exhibitLabel }: Described): AidParameter[] {
  const { burnIn } = illustration;
  const micros = ptsToMicros(ptsOfFrame(index, span.inFrame), index.timebase);
  const clock = sourceClockText(facts, { number: span.inFrame, micros });
  return [
    ...(burnIn.exhibitLabel ? [{ label: 'Exhibit label', value: exhibitLabel }] : []),
    ...(burnIn.frameNumber ? [{ label: 'Frame number', value: 'of the recording, counted from 0' }] : []),
    ...(burnIn.mediaTime ? [{ label: 'Media time', value: "from the recording's own time stamps" }] : []),
    ...(burnIn.sourceClock
      ? [
          {
            label: 'Source clock',
            value:
              clock === null
                ? 'none: the recording states no clock that can be carried on'
                : `as the recording states it, carried on by media time and not corrected; at the first frame ${clock}`,
          },
        ]
      : []),
  ];
}

function isWithin(span: FrameSpan, frame: number): boolean {
  return frame >= span.inFrame && frame < span.outFrame;
}

function secondsText(millis: number): string {
  return `${Number((millis / 1000).toFixed(3))} s`;
}

/** What was done to the recording's pictures and their time, one line for each. */
export function aidParameters(described: Described): AidParameter[] {
  const { illustration, span } = described;
  const { slowdown, freezes, shapes } = illustration;
  return [
    { label: 'Strip', value: `"${aidNotice}" below every picture; it covers nothing that was recorded` },
    {
      label: 'Frames',
      value: `${framesText(span.inFrame, span.outFrame - 1)} of the recording, in order, none left out and none made up`,
    },
    ...burnInText(described),
    ...shapes.map((shape) => ({ label: kindTexts[shape.kind], value: shapeText(shape) })),
    ...(slowdown === 1
      ? []
      : [{ label: 'Slow motion', value: `each frame is shown ${slowdown} times as long as recorded` }]),
    ...freezes.map(({ frame, millis }) => ({
      label: 'Freeze',
      value: isWithin(span, frame)
        ? `frame ${frame} stands still for ${secondsText(millis)} more`
        : `frame ${frame} lies outside the span; not applied`,
    })),
    { label: 'Sound', value: 'left out' },
  ];
}
