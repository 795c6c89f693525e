import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildFfmpegArguments } from '../../../../src-main/engine/media/ffmpeg-arguments.ts';
import { createLineSplitter } from '../../../../src-main/engine/media/line-splitter.ts';
import { throttleProgress } from '../../../../src-main/engine/media/media-options.ts';
import { parseShowinfo } from '../../../../src-main/engine/media/showinfo.ts';
import { splitJpeg, splitPng, splitRaw } from '../../../../src-main/engine/media/split-images.ts';
import { createFrameProgress } from '../../../../src-main/engine/media/tool-progress.ts';

describe('what showinfo prints', () => {
  it('by version 5.1', () => {
    const line =
      '[Parsed_showinfo_0 @ 0x55e0] [info] n:  12 pts: -48000 pts_time:-0.04    pos:   119387 fmt:yuv420p sar:1/1 s:640x480 i:P iskey:1 type:I ';
    expect(parseShowinfo(line)).toEqual({
      ordinal: 12,
      pts: -48000,
      bytePosition: 119387,
      isKey: true,
      type: 'I',
      scan: 'P',
      pixelFormat: 'yuv420p',
      width: 640,
      height: 480,
    });
  });

  it('by version 7, without the position', () => {
    const line =
      '[Parsed_showinfo_0 @ 0x1] n:   0 pts:      0 pts_time:0       duration:    512 duration_time:0.04    fmt:yuv420p cl:left sar:1/1 s:320x180 i:P iskey:0 type:P checksum:0';
    expect(parseShowinfo(line)).toMatchObject({ pts: 0, bytePosition: -1, isKey: false, type: 'P', width: 320 });
  });

  it('without a time stamp, and nothing of other lines', () => {
    const line =
      '[Parsed_showinfo_0 @ 0x1] n:   3 pts:  NOPTS pts_time:NOPTS pos: 7 fmt:gray sar:0/1 s:2x2 i:P iskey:1 type:I';
    expect(parseShowinfo(line)).toMatchObject({ ordinal: 3, pts: null, bytePosition: 7 });
    expect(parseShowinfo('[Parsed_showinfo_0 @ 0x1] [info] config in time_base: 1/12800')).toBeNull();
    expect(parseShowinfo('[h264 @ 0x1] [error] error while decoding MB 3 4')).toBeNull();
  });
});

describe('pictures that stand one after another', () => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, data, Buffer.alloc(4)]);
  };
  const png = (size: number): Buffer =>
    Buffer.concat([
      Buffer.from('89504e470d0a1a0a', 'hex'),
      chunk('IHDR', Buffer.alloc(13)),
      chunk('IDAT', deflateSync(Buffer.alloc(size))),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  const jpeg = (filler: number): Buffer =>
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0xff, 0xd9, 0xff, 0xda, 0, 3, 0, filler, 0xff, 0, filler, 0xff, 0xd9]);

  it('are cut', () => {
    expect(splitPng(Buffer.concat([png(10), png(999), png(0)]))).toEqual([png(10), png(999), png(0)]);
    expect(splitJpeg(Buffer.concat([jpeg(1), jpeg(2)]))).toEqual([jpeg(1), jpeg(2)]);
    expect(splitRaw(Buffer.from([1, 2, 3, 4]), 2)).toEqual([Buffer.from([1, 2]), Buffer.from([3, 4])]);
  });

  it('are refused when one is not whole', () => {
    const failure = expect.objectContaining({ code: 'tool-failed' });
    expect(() => splitPng(png(10).subarray(0, -3))).toThrowError(failure);
    expect(() => splitJpeg(jpeg(1).subarray(0, -2))).toThrowError(failure);
    expect(() => splitRaw(Buffer.alloc(5), 2)).toThrowError(failure);
  });
});

describe('the lines of a tool', () => {
  it('come whole whatever the chunks', () => {
    const lines: string[] = [];
    const splitter = createLineSplitter((line) => lines.push(line));
    for (const byte of Buffer.from('one\ntwo é\r\nthree\rfour')) {
      splitter.push(Buffer.of(byte));
    }
    splitter.flush();
    expect(lines.filter((line) => line !== '')).toEqual(['one', 'two é', 'three', 'four']);
  });
});

describe('progress', () => {
  it('is reported at most five times a second, and always at the end', () => {
    const reports: number[] = [];
    const report = throttleProgress(({ done }) => reports.push(done));
    for (let done = 1; done <= 100; done += 1) {
      report({ done, total: 100, unit: 'frames' });
    }
    expect(reports).toEqual([1, 100]);
  });

  it('is read from what ffmpeg prints, in any chunks', () => {
    const reports: number[] = [];
    const take = createFrameProgress(({ done }) => reports.push(done), 9);
    for (const part of ['fra', 'me=4\nfps=1\nframe=9', '\nprogress=end\n']) {
      take(Buffer.from(part));
    }
    expect(reports).toEqual([4, 9]);
  });
});

describe('the arguments of a command', () => {
  it('guard the input, name it as a file, and quote filters', () => {
    const args = buildFfmpegArguments({
      inputPath: '/vault/-i odd, name.mp4',
      videoFilters: [{ filter: 'select', options: { expr: 'eq(n,3)' } }],
      outputOptions: ['-frames:v', '1', '-f', 'null'],
      output: '-',
    });
    const input = args.indexOf('-i');
    expect(args[input + 1]).toBe('file:/vault/-i odd, name.mp4');
    for (const guard of ['-protocol_whitelist', '-format_whitelist', '-codec_whitelist', '-max_pixels', '-nostdin']) {
      expect(args.indexOf(guard)).toBeGreaterThan(-1);
      expect(args.indexOf(guard)).toBeLessThan(input);
    }
    expect(args[args.indexOf('-protocol_whitelist') + 1]).toBe('file');
    expect(args[args.indexOf('-filter:v') + 1]).toBe("select=expr='eq(n,3)'");
    expect(args.slice(-3)).toEqual(['-f', 'null', '-']);
  });
});
