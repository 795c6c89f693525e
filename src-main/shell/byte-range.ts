/** Part of a file that was asked for: `start` to `end`, both inside, from 0. */
export type ByteRange = { readonly start: number; readonly end: number };

/** What a Range header asks of a file: everything, one part, or something that is not there. */
export type RangeAnswer = { kind: 'whole' } | { kind: 'part'; range: ByteRange } | { kind: 'unsatisfiable' };

const singleRange = /^bytes=\s*(\d*)-(\d*)\s*$/i;

/**
 * Reads a Range header as RFC 9110 14.2 says. `bytes=a-b`, `bytes=a-` and `bytes=-n` are answered; an end beyond the file is
 * the end of the file; an open end is never cut short, because Chromium takes a short answer for the whole recording.
 * Several ranges at once are refused as unsatisfiable; a header that is not a byte range is ignored.
 * @param header the header's value, or null when there was none
 * @param byteCount size of the file in bytes
 */
export function readRange(header: string | null, byteCount: number): RangeAnswer {
  if (header === null) {
    return { kind: 'whole' };
  }
  if (/^bytes=.*,/i.test(header)) {
    return { kind: 'unsatisfiable' };
  }
  const match = singleRange.exec(header.trim());
  if (match === null) {
    return { kind: 'whole' };
  }
  const [, first = '', last = ''] = match;
  if (first === '') {
    return last === '' ? { kind: 'whole' } : lastBytes(Number(last), byteCount);
  }
  const start = Number(first);
  const end = last === '' ? Number.POSITIVE_INFINITY : Number(last);
  if (end < start) {
    return { kind: 'whole' };
  }
  if (start >= byteCount) {
    // The first bytes of an empty file are asked for by readers that do not know it is empty: nothing is an answer to that.
    return byteCount === 0 && start === 0 ? { kind: 'whole' } : { kind: 'unsatisfiable' };
  }
  return { kind: 'part', range: { start, end: Math.min(end, byteCount - 1) } };
}

function lastBytes(count: number, byteCount: number): RangeAnswer {
  if (count === 0) {
    return { kind: 'unsatisfiable' };
  }
  if (byteCount === 0) {
    return { kind: 'whole' };
  }
  return { kind: 'part', range: { start: Math.max(0, byteCount - count), end: byteCount - 1 } };
}
