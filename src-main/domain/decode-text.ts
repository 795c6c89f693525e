/** The encoding that a byte order mark at the start names; UTF-8 where there is none. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) {
    return 'utf-16le';
  }
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/**
 * The text of a file that another program wrote, without its byte order mark: UTF-8, or UTF-16 that says so. Null for
 * anything else, because a letter guessed wrongly would stand in the record as if it had been written.
 */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (thrown) {
    if (thrown instanceof TypeError) {
      return null;
    }
    throw thrown;
  }
}
