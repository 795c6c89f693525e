/** A cell, or a part of one, that begins with one of these is run by spreadsheets; the apostrophe marks what was marked. */
const stings: ReadonlySet<string> = new Set(["'", '=', '+', '-', '@', '\t', '\r']);
/** After one of these a careless reader begins a new cell. */
const beginnings: ReadonlySet<string> = new Set(['\n', '\r', '\t', ',', ';']);

/**
 * Takes the sting out of what a spreadsheet would run as a formula: an apostrophe before it, also after a separator or a
 * new line inside the cell. Quoting alone does not stop it. `armCell` takes exactly this back.
 */
export function defangCell(text: string): string {
  let safe = '';
  let isBeginning = true;
  for (const sign of text) {
    safe += isBeginning && stings.has(sign) ? `'${sign}` : sign;
    isBeginning = beginnings.has(sign);
  }
  return safe;
}

export function armCell(text: string): string {
  const signs = [...text];
  let plain = '';
  let isBeginning = true;
  for (let at = 0; at < signs.length; at++) {
    if (isBeginning && signs[at] === "'" && stings.has(signs[at + 1] ?? '')) {
      at += 1;
    }
    const sign = signs[at] ?? '';
    plain += sign;
    isBeginning = beginnings.has(sign);
  }
  return plain;
}
