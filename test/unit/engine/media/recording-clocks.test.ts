import { describe, expect, it } from 'vitest';
import type { Micros } from '../../../../src-main/domain/time.ts';
import { type ProbeAnswer, probeAnswerSchema } from '../../../../src-main/engine/media/probe-answer.ts';
import { clockInFileName, collectClocks } from '../../../../src-main/engine/media/recording-clocks.ts';

const answer = (tags: Record<string, string>): ProbeAnswer =>
  probeAnswerSchema.parse({ format: { format_name: 'mov,mp4', tags } });

describe('clocks in file names', () => {
  it.each([
    ['VID_20191220_170832.mp4', '2019-12-20 17:08:32'],
    ['2020-01-31 12.33.44.mov', '2020-01-31 12:33:44'],
    ['CAM3-20240229T235959Z.mkv', '2024-02-29 23:59:59'],
    ['dvr_2017-09-26_16-57-49_ch1.dav', '2017-09-26 16:57:49'],
  ])('%s', (name, clock) => {
    expect(clockInFileName(name)).toBe(clock);
  });

  it.each([
    'MVI_4823.AVI',
    '20191320_170832.mp4',
    '20190230_120000.mp4',
    '20191220_250832.mp4',
    '1234567890123456789.mp4',
  ])('%s states none', (name) => {
    expect(clockInFileName(name)).toBeNull();
  });
});

describe('clock statements', () => {
  it('are a moment only where the zone is stated', () => {
    const clocks = collectClocks(
      answer({
        creation_time: '2019-12-20T20:08:34.500000Z',
        'com.apple.quicktime.creationdate': '2019-12-20T17:08:34-0300',
      }),
      { originalName: 'a.mov', modifiedAt: null },
    );
    expect(clocks).toEqual([
      { basis: 'container-creation-time', text: '2019-12-20T20:08:34.500000Z', at: 1576872514500000 },
      { basis: 'container-creation-time', text: '2019-12-20T17:08:34-0300', at: 1576872514000000 },
    ]);
    expect(
      collectClocks(answer({ creation_time: '2012-09-10 20:52:00' }), { originalName: '', modifiedAt: null }),
    ).toEqual([{ basis: 'container-creation-time', text: '2012-09-10 20:52:00', at: null }]);
  });

  it('include when the file was last changed', () => {
    const modifiedAt = (Date.UTC(2020, 0, 2, 3, 4, 5) * 1000) as Micros;
    expect(collectClocks(answer({}), { originalName: 'x', modifiedAt })).toEqual([
      { basis: 'file-modified', text: '2020-01-02T03:04:05.000Z', at: modifiedAt },
    ]);
  });
});

describe('the answer of ffprobe', () => {
  it.each([
    { format: { format_name: 'mov', duration: '9999999999.0' } },
    { format: { format_name: 'mov', duration: 'soon' } },
    { format: { format_name: 'mov' }, streams: [{ index: 0, time_base: '0/0' }] },
    { format: { format_name: 'mov' }, streams: [{ index: 0, time_base: '1/90000', width: 70_000 }] },
    { format: { format_name: 'mov' }, streams: [{ index: -1, time_base: '1/90000' }] },
    { streams: [] },
  ])('is refused when it is impossible', (impossible) => {
    expect(probeAnswerSchema.safeParse(impossible).success).toBe(false);
  });
});
