const separator = '\u{14}';
const qualifier = '\u{fe}';
const newLine = '\u{ae}';
const byteOrderMark = '\u{feff}';

/** What begins a new line for one loader or another. */
const lineBreaks = /\r\n|[\n\v\f\r\u{85}\u{2028}\u{2029}]/gu;
/** What the format itself is made of, and what no loader expects in a value. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const ownSigns = /[\0-\x08\x0e-\x1f\x7f\u{ae}\u{fe}]/gu;

export type DatRemark = {
  /** From 1, the heading not counted. */
  readonly row: number;
  readonly column: string;
  /** `U+00FE`, each once. */
  readonly replaced: readonly string[];
};

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function line(values: readonly string[]): string {
  return `${values.map((value) => `${qualifier}${value}${qualifier}`).join(separator)}\r\n`;
}

/**
 * A Concordance load file: UTF-8 with byte order mark, 0x14 between values, U+00FE around each, U+00AE for a new line
 * within one, CRLF after each row, the names of the columns in the first. A sign of its own inside a value becomes
 * `\uXXXX`; `remarks` says where.
 */
export function writeDat(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): { readonly text: string; readonly remarks: readonly DatRemark[] } {
  const remarks: DatRemark[] = [];
  const lines = rows.map((values, at) =>
    line(
      values.map((value, place) => {
        const found = value.match(ownSigns);
        if (found !== null) {
          const replaced = [...new Set(found)].map((sign) => `U+${escaped(sign).slice(2).toUpperCase()}`).sort();
          remarks.push({ row: at + 1, column: columns[place] ?? '', replaced });
        }
        // The value's own signs go first, or the ones that stand for its new lines would be taken for them.
        return value.replaceAll(ownSigns, escaped).replaceAll(lineBreaks, newLine);
      }),
    ),
  );
  return { text: byteOrderMark + line(columns) + lines.join(''), remarks };
}
