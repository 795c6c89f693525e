/** What ffmpeg's showinfo filter says of one decoded picture. */
export interface ShownPicture {
  /** Counts the pictures that came to the filter, from 0. */
  readonly ordinal: number;
  /** Null where the decoder could give none. */
  readonly pts: number | null;
  /** Byte position of the packet the picture came from; -1 where this version of ffmpeg does not say. */
  readonly bytePosition: number;
  /** The decoder's own word, not the container's flag. */
  readonly isKey: boolean;
  /** The coding of the picture as the decoder names it: I, P, B; `?` where it does not say. */
  readonly type: string;
  /** `P` progressive, `T` interlaced with the top field first, `B` with the bottom field first. */
  readonly scan: 'P' | 'T' | 'B';
  readonly pixelFormat: string;
  readonly width: number;
  readonly height: number;
}

const pictureLine =
  /\[(?:Parsed_showinfo_|showinfo@)(\w+) @ [^\]]+\] (?:\[info\] )?n: *(\d+) pts: *(-?\d+|NOPTS) .*?(?:pos: *(-?\d+) +)?fmt:(\S+) .*?\bs:(\d+)x(\d+) (?:i:([PTB]) )?.*?iskey:([01])(?: type:(\S))?/;

/**
 * Reads a line of standard error, or null when it is not about a picture. `filter` is the place of the showinfo filter
 * in its chain, or the name it was given (`showinfo@name`), where there are two.
 */
export function parseShowinfo(line: string, filter?: number | string): ShownPicture | null {
  const match = pictureLine.exec(line);
  if (match === null || (filter !== undefined && match[1] !== String(filter))) {
    return null;
  }
  const [, , ordinal, pts, bytePosition, pixelFormat = '', width, height, scan, isKey, type = '?'] = match;
  return {
    ordinal: Number(ordinal),
    pts: pts === 'NOPTS' ? null : Number(pts),
    bytePosition: bytePosition === undefined ? -1 : Number(bytePosition),
    isKey: isKey === '1',
    type,
    scan: scan === 'T' || scan === 'B' ? scan : 'P',
    pixelFormat,
    width: Number(width),
    height: Number(height),
  };
}
