import Papa from 'papaparse';
import { defangCell } from '../../../domain/spreadsheet-cell.ts';
import { furtherColumns, type LoadFileRow, loadFileColumns } from './load-file-rows.ts';

const byteOrderMark = '\u{feff}';

/** The load file as a table for people: UTF-8 with byte order mark, RFC 4180, formulas defanged, exhibits and titles added. */
export function writeLoadFileTable(rows: readonly LoadFileRow[]): string {
  const fields = [...loadFileColumns, ...furtherColumns];
  const data = rows.map((row) => fields.map((field) => defangCell(row[field])));
  return `${byteOrderMark}${Papa.unparse({ fields, data }, { newline: '\r\n', quotes: false })}\r\n`;
}
