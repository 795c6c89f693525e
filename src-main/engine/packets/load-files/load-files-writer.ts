import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../../domain/app-error.ts';
import type { PacketWriter } from '../packet-record.ts';
import { writeDat } from './concordance-dat.ts';
import { fieldMapText } from './field-map.ts';
import { loadFileColumns, loadFileRows } from './load-file-rows.ts';
import { writeLoadFileTable } from './load-file-table.ts';
import { writeOpticon } from './opticon.ts';
import { slipSheetPress } from './slip-sheet.ts';
import { volumeName } from './volume-name.ts';

/** Concordance DAT, Opticon OPT with a slip sheet for every file, CSV, and their field map (specs/evidence.md 2.7). */
export const writeLoadFiles: PacketWriter = async (record, { resourcesFolder, signal }) => {
  const volume = volumeName(record.heading.name);
  const rows = loadFileRows(record);
  const dat = writeDat(
    loadFileColumns,
    rows.map((row) => loadFileColumns.map((column) => row[column])),
  );
  const print = await slipSheetPress(resourcesFolder, record.heading.name);
  const files: Record<string, string | Uint8Array> = {
    [`data/loadfiles/${volume}.dat`]: dat.text,
    [`data/loadfiles/${volume}.opt`]: writeOpticon(
      rows.map(({ BEGBATES }) => ({
        key: BEGBATES,
        volume,
        path: `loadfiles\\images\\${BEGBATES}.tif`,
      })),
    ),
    [`data/loadfiles/${volume}.csv`]: writeLoadFileTable(rows),
    'data/loadfiles/field-map.txt': fieldMapText(record.heading, volume, rows.length, dat.remarks),
  };
  for (const row of rows) {
    // Hundreds of sheets take a while: others get their turn, and a stop is heard.
    await setImmediate();
    if (signal.aborted) {
      throw new AppError('cancelled', 'The packet was stopped before its load files were written.');
    }
    files[`data/loadfiles/images/${row.BEGBATES}.tif`] = print(row);
  }
  return files;
};
