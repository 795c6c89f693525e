import { describe, expect, it } from 'vitest';
import { type Exhibit, type ExhibitContent, exhibitOptionsSchema } from '../../../../src-main/domain/exhibit.ts';
import { classOfContent } from '../../../../src-main/domain/exhibit-files.ts';
import { illustrationSchema } from '../../../../src-main/domain/illustration.ts';
import { noViewingAids } from '../../../../src-main/domain/viewing-aids.ts';
import {
  contentText,
  firstFrame,
  illustrationText,
  movedBy,
  movedTo,
  numberedFrom,
  optionsText,
} from '../../../../src-renderer/screens/exhibits/exhibit-words.ts';
import { parseSeconds } from '../../../../src-renderer/screens/exhibits/seconds-field.tsx';

const clip = {
  kind: 'clip',
  stream: 0,
  span: { inFrame: 30, outFrame: 45, inPts: 1000, outPts: 1500 },
} as ExhibitContent;
const still = { kind: 'still', stream: 0, frame: 12, pts: 400, aids: null } as ExhibitContent;
const enhanced = { ...still, aids: { ...noViewingAids, contrast: 150 } } as ExhibitContent;
const native: ExhibitContent = { kind: 'native' };
const millis = { num: 1, den: 1000 };

describe('moving in a list', () => {
  const order = ['a', 'b', 'c', 'd', 'e'] as const;

  it.each([
    [['b'], 1, 'acbde'],
    [['b'], -1, 'bacde'],
    [['b', 'c'], 1, 'adbce'],
    [['b', 'd'], 1, 'acbde'],
    [['e'], 1, 'abcde'],
    [['a'], -3, 'abcde'],
    [['d', 'e'], -9, 'deabc'],
  ] as const)('%j by %i gives %s', (ids, places, expected) => {
    const moved = movedBy(order, new Set<string>(ids) as Set<(typeof order)[number]>, places);
    expect(moved.join('')).toBe(expected);
  });

  it('that goes nowhere is the very same list', () => {
    expect(movedBy(order, new Set(['a']), -1)).toBe(order);
    expect(movedBy(order, new Set<never>(), 1)).toBe(order);
  });

  it.each([
    ['e', -1, 'aebcd'],
    ['b', 1, 'acdeb'],
    // Already first, or last, of those that are seen: it does not slip past what is not.
    ['b', -1, 'abcde'],
    ['e', 1, 'abcde'],
  ] as const)('of a list that shows only b and e, %s by %i gives %s', (id, places, expected) => {
    expect(movedBy(order, new Set([id]), places, ['b', 'e']).join('')).toBe(expected);
  });

  it('what is not shown is not moved, though it was chosen', () => {
    expect(movedBy(order, new Set(['a', 'e'] as const), -1, ['b', 'e']).join('')).toBe('aebcd');
  });

  it.each([
    [['a'], 'c', 'before', 'bacde'],
    [['a'], 'c', 'after', 'bcade'],
    [['e', 'b'], 'a', 'before', 'beacd'],
    [['b', 'c'], 'b', 'after', 'abcde'],
  ] as const)('%j dropped at %s %s gives %s', (moving, id, side, expected) => {
    expect(movedTo<string>(order, moving, { id, side }).join('')).toBe(expected);
  });
});

describe('an exhibit in words', () => {
  it('has the class of its main file', () => {
    expect([clip, still, enhanced, native].map(classOfContent)).toEqual([
      'DERIVATIVE-CLIP',
      'DERIVATIVE-STILL',
      'ENHANCED',
      'NATIVE-COPY',
    ]);
    expect([clip, still, native].map(firstFrame)).toEqual([30, 12, 0]);
  });

  it('names its frames, the last one included, and its length', () => {
    expect(contentText(clip, millis, null)).toBe('Frames 30–44 · 0.500 s');
    expect(contentText(clip, null, null)).toBe('Frames 30–44');
    expect(contentText(still, millis, null)).toBe('Frame 12 · 0:00:00.400');
    expect(contentText(native, millis, 61_000_000)).toBe('Whole recording · 1 min 1 s');
  });

  it('says how it is made in brief', () => {
    const options = exhibitOptionsSchema.parse({});
    expect(optionsText({ content: clip, options })).toBe('±10 s context clip · still');
    const more = exhibitOptionsSchema.parse({
      context: 'marked',
      contextBeforeMicros: 2_500_000,
      quality: 'lossless',
      withStill: false,
      withContactSheet: true,
      withNative: true,
      illustration: {},
    });
    expect(optionsText({ content: clip, options: more })).toBe(
      '−2.5 s, +10 s around, span marked · lossless · contact sheet · illustrative aid · native file',
    );
    expect(optionsText({ content: clip, options: { ...options, context: 'none' } })).toBe('no context · still');
    expect(optionsText({ content: enhanced, options })).toBe('contrast 150 %');
    expect(optionsText({ content: native, options })).toBe('bit for bit as received');
  });

  it('tells what is drawn', () => {
    expect(illustrationText(illustrationSchema.parse({}))).toBe('Nothing is drawn yet');
    const drawn = illustrationSchema.parse({
      burnIn: { frameNumber: true, exhibitLabel: true },
      slowdown: 4,
      freezes: [{ frame: 3, millis: 500 }],
    });
    expect(illustrationText(drawn)).toBe('burned in: frame number, exhibit label · slowed down 4 times · 1 freeze');
  });

  it('is numbered on from a start', () => {
    const exhibits = [
      { id: 'x', revision: 3 },
      { id: 'y', revision: 1 },
    ] as unknown as Exhibit[];
    expect(numberedFrom(exhibits, 101)).toEqual([
      { id: 'x', revision: 3, number: '101' },
      { id: 'y', revision: 1, number: '102' },
    ]);
  });
});

it.each([
  ['10', 10_000_000],
  ['2,5', 2_500_000],
  ['0.001 s', 1000],
  ['600', 600_000_000],
  ['601', null],
  ['-1', null],
  ['', null],
  ['ten', null],
] as const)('seconds typed as %j are %s microseconds', (text, micros) => {
  expect(parseSeconds(text)).toBe(micros);
});
