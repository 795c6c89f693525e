import { describe, expect, it } from 'vitest';
import { createPacketParser, packetFlags } from '../../../../src-main/engine/media/read-packets.ts';

function parse(text: string, chunkBytes: number): number[][] {
  const rows: number[][] = [];
  const push = createPacketParser((fields) => rows.push([...fields]));
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    push(bytes.subarray(start, start + chunkBytes));
  }
  return rows;
}

describe('the lines of packets', () => {
  const text = '0,-1024,512,5911,1368,K_\n-512,N/A,512,194,18222,_D\r\nN/A,N/A,N/A,35,N/A,__C\n';
  const { key, hidden, corrupt } = packetFlags;

  it.each([1, 2, 7, 1000])('are read in chunks of %d bytes', (chunkBytes) => {
    expect(parse(text, chunkBytes)).toEqual([
      [0, -1024, 512, 5911, 1368, key],
      [-512, Number.NaN, 512, 194, 18222, hidden],
      [Number.NaN, Number.NaN, Number.NaN, 35, Number.NaN, corrupt],
    ]);
  });

  it('with empty lines and closing commas, as ffprobe prints them for MPEG-TS', () => {
    expect(parse('126000,126000,3600,46357,564,K_,\n\n129600,129600,3600,1,2,__,side data KD\n', 5)).toEqual([
      [126000, 126000, 3600, 46357, 564, key],
      [129600, 129600, 3600, 1, 2, 0],
    ]);
  });
});
