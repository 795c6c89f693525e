/**
 * A cell, or a part of one behind a sign after which a careless reader begins a new cell, that begins with one of these is
 * run by spreadsheets; the apostrophe marks what was marked.
 */
const sting = /(?<=^|[\n\r\t,;])(?=['=+\-@\t\r])/g;
const marked = /(?<=^|[\n\r\t,;])'(?=['=+\-@\t\r])/g;

/**
 * Takes the sting out of what a spreadsheet would run as a formula: an apostrophe before it, also after a separator or a
 * new line inside the cell. Quoting alone does not stop it. `armCell` takes exactly this back.
 */
export function defangCell(text: string): string {
  return text.replaceAll(sting, "'");
}

export function armCell(text: string): string {
  return text.replaceAll(marked, '');
}
