/** A name that is not valid UTF-8 in a form that can be shown: every byte outside printable ASCII as `\xHH`. */
export function escapedBytes(raw: Buffer): string {
  return [...raw]
    .map((byte) =>
      byte >= 0x20 && byte < 0x7f && byte !== 0x5c
        ? String.fromCharCode(byte)
        : `\\x${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');
}

/**
 * The exact UTF-8 bytes of a path in hexadecimal where its text alone could be misread (custody entries hold NFC text,
 * and control characters do not print), else null.
 */
export function exactBytesIfNeeded(text: string): string | null {
  const isPlain = text.isWellFormed() && text.normalize('NFC') === text && !/\p{C}/u.test(text);
  return isPlain ? null : Buffer.from(text, 'utf8').toString('hex');
}
