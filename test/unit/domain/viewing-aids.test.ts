import { describe, expect, it } from 'vitest';
import { stillName } from '../../../src-main/domain/still-record.ts';
import {
  aidTexts,
  areAidsOn,
  keptLines,
  noViewingAids,
  toneCurve,
  viewingAidsSchema,
} from '../../../src-main/domain/viewing-aids.ts';

describe('viewing aids', () => {
  it('do nothing when neutral', () => {
    expect(areAidsOn(noViewingAids)).toBe(false);
    expect(aidTexts(noViewingAids)).toEqual([]);
    expect([...toneCurve(noViewingAids)]).toEqual(Array.from({ length: 256 }, (_, level) => level));
  });

  it('are on when any of them differs', () => {
    for (const change of [
      { brightness: -1 },
      { contrast: 101 },
      { gamma: 99 },
      { isGreyscale: true },
      { sharpen: 1 },
      { deinterlace: 'bottom' },
    ]) {
      expect(areAidsOn(viewingAidsSchema.parse({ ...noViewingAids, ...change })), JSON.stringify(change)).toBe(true);
    }
  });

  it('say what is on, in the order in which it is done', () => {
    expect(
      aidTexts({ brightness: -20, contrast: 150, gamma: 85, isGreyscale: true, sharpen: 50, deinterlace: 'top' }),
    ).toEqual([
      'deinterlaced (top field)',
      'sharpened 50 %',
      'greyscale',
      'brightness −20 %',
      'contrast 150 %',
      'gamma 0.85',
    ]);
  });

  it('bend the levels as they say', () => {
    expect([...toneCurve({ ...noViewingAids, brightness: 50 })].slice(0, 3)).toEqual([128, 129, 130]);
    expect(toneCurve({ ...noViewingAids, brightness: 100 })[0]).toBe(255);
    expect([...toneCurve({ ...noViewingAids, contrast: 0 })].every((level) => level === 128)).toBe(true);
    expect(toneCurve({ ...noViewingAids, gamma: 200 })[64]).toBe(128);
    expect(toneCurve({ ...noViewingAids, contrast: 300 })[100]).toBe(45);
  });

  it('take only whole numbers in their range', () => {
    for (const change of [
      { brightness: 0.5 },
      { contrast: 401 },
      { gamma: 9 },
      { sharpen: -1 },
      { deinterlace: 'both' },
    ]) {
      expect(viewingAidsSchema.safeParse({ ...noViewingAids, ...change }).success, JSON.stringify(change)).toBe(false);
    }
  });

  it('find the lines of a field in a picture that was turned', () => {
    expect(keptLines('top', 0, 480)).toEqual({ axis: 'rows', remainder: 0 });
    expect(keptLines('bottom', 0, 480)).toEqual({ axis: 'rows', remainder: 1 });
    // The first line of the coded picture is the last one of the picture that was turned upside down.
    expect(keptLines('top', 180, 480)).toEqual({ axis: 'rows', remainder: 1 });
    expect(keptLines('top', 180, 481)).toEqual({ axis: 'rows', remainder: 0 });
    expect(keptLines('top', 90, 480)).toEqual({ axis: 'columns', remainder: 1 });
    expect(keptLines('bottom', 270, 480)).toEqual({ axis: 'columns', remainder: 1 });
  });
});

describe('the name of a still', () => {
  it('tells recording, frame and pts, and nothing a file system could mistake', () => {
    expect(stillName('VID_2019.mp4', 123, 4100)).toBe('VID_2019_f000123_4100');
    expect(stillName('../../etc/passwd', 0, -5)).toBe('etc_passwd_f000000_-5');
    expect(stillName('a:b*c?"<>|\u202Egpj.mp4', 1, 2)).toBe('a_b_c_gpj_f000001_2');
    expect(stillName('....mp4', 1, 2)).toBe('recording_f000001_2');
    expect(stillName('街头 实拍.mov', 1, 2)).toBe('街头_实拍_f000001_2');
    expect(stillName('x'.repeat(300), 1, 2).length).toBeLessThan(110);
  });
});
