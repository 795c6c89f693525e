/** A line longer than this is cut: no tool writes one in good faith. */
const longestLine = 64 * 1024;

export interface LineSplitter {
  push(chunk: Buffer): void;
  /** Hands over what is left without a line end. */
  flush(): void;
}

/** Cuts a stream of bytes into lines (LF, CR or CRLF end them) without keeping more than one line. */
export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  const decoder = new TextDecoder();
  let rest = '';
  const take = (text: string): void => {
    const lines = (rest + text).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '').slice(0, longestLine);
    for (const line of lines) {
      onLine(line);
    }
  };
  return {
    push: (chunk) => take(decoder.decode(chunk, { stream: true })),
    flush: () => {
      const last = rest + decoder.decode();
      rest = '';
      if (last !== '') {
        onLine(last);
      }
    },
  };
}
