import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { AppError } from '../../domain/app-error.ts';
import { type PacketFile, readChecked } from './packet-files.ts';

/** The packed bytes as they come, and how many there will be. `close` lets go of the files. */
export type PackedZip = { readonly byteCount: number; readonly chunks: AsyncIterable<Buffer>; close(): void };

/**
 * Packs files below one folder named `top` into a ZIP without compression; Zip64 where it is needed. The same files give
 * the same bytes every time and everywhere: order, modes and times (2 January 1980) are fixed.
 * Errors, while `chunks` is read: `packet-invalid` when a file changed.
 */
export function packZip(top: string, files: readonly PacketFile[]): PackedZip {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  // The library writes the local time of day, so a local one is given; the second of January is clear of its earliest.
  const mtime = new Date(1980, 0, 2, 0, 0, 0);
  for (const file of files) {
    zip.addReadStreamLazy(
      `${top}/${file.name}`,
      { mtime, mode: 0o100644, compress: false, forceDosTimestamp: true, size: file.byteCount },
      (take) => {
        const source = readChecked(file);
        // The library pipes without looking at what goes wrong.
        source.on('error', (error) => output.destroy(error));
        output.once('close', () => source.destroy());
        take(null, source);
      },
    );
  }
  let byteCount = -1;
  const tell = (size: number) => {
    byteCount = size;
  };
  zip.end({ forceZip64Format: false, comment: '' }, tell as () => void);
  if (byteCount < 0) {
    output.destroy();
    throw new AppError('internal', 'The size of the packed packet could not be told beforehand. Nothing was written.');
  }
  output.setMaxListeners(0);
  return {
    byteCount,
    chunks: output,
    close() {
      output.destroy();
    },
  };
}
