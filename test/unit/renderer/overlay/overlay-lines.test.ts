import { describe, expect, it } from 'vitest';
import type { ClockCorrection } from '../../../../src-main/domain/clock-correction.ts';
import type { FootageDetail } from '../../../../src-main/domain/footage.ts';
import type { ClockStatement } from '../../../../src-main/domain/recording-facts.ts';
import type { FrameNumber, Micros } from '../../../../src-main/domain/time.ts';
import { overlayLines } from '../../../../src-renderer/overlay/overlay-lines.ts';
import { type OverlayKind, overlayKinds } from '../../../../src-renderer/player/viewing-store.ts';
import { madeFrameIndex } from '../../../helpers/made-frame-index.ts';

const created = (Date.UTC(2024, 2, 14, 10, 0, 0) * 1000) as Micros;
const creation: ClockStatement = {
  basis: 'container-creation-time',
  text: '2024-03-14T10:00:00.000000Z',
  at: created,
};
const timecode = (text: string): ClockStatement => ({ basis: 'timecode', text, at: null });
const index = madeFrameIndex(
  Array.from({ length: 200 }, (_, frame) => frame * 1001),
  { timebase: { num: 1, den: 30_000 } },
);

function detail(clocks: readonly ClockStatement[], isConstantRate = true, own: string | null = null): FootageDetail {
  return {
    facts: {
      mainVideoStream: 0,
      clocks,
      streams: [{ kind: 'video', stream: 0, timecode: own, statedFrameRate: { num: 30_000, den: 1001 } }],
    },
    index: { isConstantRate, frameRate: { num: 30_000, den: 1001 } },
  } as unknown as FootageDetail;
}

function line(kind: OverlayKind, of: FootageDetail, frame: number, correction: ClockCorrection | null = null) {
  const [only] = overlayLines(new Set([kind]), of, index, frame as FrameNumber, correction);
  return only;
}

describe('the lines over the picture', () => {
  it('come in one order, and only those that are wanted', () => {
    const all = overlayLines(new Set([...overlayKinds].reverse()), detail([]), index, 3 as FrameNumber, null);
    expect(all.map(({ kind }) => kind)).toEqual(['frame', 'media-time', 'timecode', 'source-clock']);
    expect(overlayLines(new Set(), detail([]), index, 3 as FrameNumber, null)).toEqual([]);
  });

  it('say number and media time of that frame', () => {
    expect(line('frame', detail([]), 123)?.text).toBe('123');
    expect(line('media-time', detail([]), 30)?.text).toBe('0:00:01.001');
  });

  it('count a drop-frame timecode on as recorders do', () => {
    const of = detail([timecode('00:00:58;00')], true, '00:00:58;00');
    expect(line('timecode', of, 59)?.text).toBe('00:00:59;29');
    expect(line('timecode', of, 60)?.text).toBe('00:01:00;02');
    expect(line('timecode', of, 60)?.note).toContain('counted from 00:00:58;00');
  });

  it('do not count where that would be made up', () => {
    const varying = line('timecode', detail([timecode('01:00:00:00')], false), 60);
    expect(varying).toMatchObject({ text: '01:00:00:00' });
    expect(varying?.note).toContain('not counted on');
    const misfit = line('timecode', detail([timecode('01:00:00:45')]), 60);
    expect(misfit).toMatchObject({ text: '01:00:00:45' });
    expect(misfit?.note).toContain('does not fit 30 frames a second');
    expect(line('timecode', detail([]), 60)).toMatchObject({ text: 'none in the file', note: null });
  });

  it('say when the file has another timecode', () => {
    const of = detail([timecode('01:00:00:00'), timecode('02:00:00:00')], true, '01:00:00:00');
    expect(line('timecode', of, 0)?.note).toContain('another timecode in the file differs');
  });

  it('show the clock as a reviewer corrected it, with what that rests on and how far the file’s own is off', () => {
    const correction = {
      frame: 60,
      pts: 60_060,
      at: created + 12_002_000,
      basis: 'Dispatch log, call 4711',
    } as unknown as ClockCorrection;
    expect(line('source-clock', detail([creation]), 90, correction)).toEqual({
      kind: 'source-clock',
      label: 'Corrected clock',
      text: '2024-03-14 10:00:13.003 UTC',
      note: 'set by a reviewer at frame 60: Dispatch log, call 4711; the creation time in the file header is 10.0 s behind',
    });
    expect(line('source-clock', detail([]), 60, correction)).toMatchObject({
      text: '2024-03-14 10:00:12.002 UTC',
      note: 'set by a reviewer at frame 60: Dispatch log, call 4711',
    });
  });

  it('call the source clock what it is, and say when clocks disagree', () => {
    const alone = line('source-clock', detail([creation]), 30);
    expect(alone?.text).toBe('2024-03-14 10:00:01.001 UTC');
    expect(alone?.note).toBe('as stated by the file: creation time in the file header, plus media time');
    const late: ClockStatement = {
      ...creation,
      basis: 'stream-creation-time',
      at: (created + 7_200_000_000) as Micros,
    };
    expect(line('source-clock', detail([creation, late]), 0)?.note).toContain(
      'the clocks of this file disagree by 2 h 0 min',
    );
    const same: ClockStatement = { ...creation, basis: 'stream-creation-time' };
    expect(line('source-clock', detail([creation, same]), 0)?.note).toContain('1 other clock in the file');
    const copied: ClockStatement = { basis: 'file-modified', text: 'x', at: (created + 9e12) as Micros };
    expect(line('source-clock', detail([creation, copied]), 0)?.note).not.toContain('disagree');
    expect(line('source-clock', detail([copied]), 0)?.text).toBe('none in the file');
  });
});
