import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isSafePath } from '../../../resources/packet-viewer/verify.mjs';
import { AppError } from '../../domain/app-error.ts';
import type { PacketOptions } from '../../domain/packet.ts';
import type { Progress } from './make/exhibit-sources.ts';
import { requireGoingOn } from './packet-digests.ts';
import type { PacketFiles, PacketRecord } from './packet-record.ts';
import { packetWriters } from './packet-writers.ts';
import { logFiles } from './papers/log-files.ts';
import { readmePage } from './papers/readme-page.ts';

export type PaperWork = {
  readonly options: PacketOptions;
  readonly resourcesFolder: string;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Payload files that are there whatever is asked for. */
  readonly more: PacketFiles;
};

/** Takes the files of one writer, each under a path that is safe and not taken. Errors: `internal`. */
function take(into: Map<string, string | Uint8Array>, files: PacketFiles, writer: string): void {
  const folded = new Set([...into.keys()].map((file) => file.toLowerCase()));
  for (const [file, content] of Object.entries(files)) {
    if (!file.startsWith('data/') || !isSafePath(file) || folded.has(file.toLowerCase())) {
      throw new AppError('internal', `The writer of ${writer} gave a file the name ${file}, which it may not have.`);
    }
    into.set(file, content);
  }
}

/**
 * Everything of the payload that is written from the record: logs, notices, the papers that were asked for, and last the
 * page that says what is here. Errors: those of the writers; `internal` for a path that is unsafe or taken; `cancelled`.
 */
export async function writePapers(record: PacketRecord, work: PaperWork): Promise<PacketFiles> {
  const { options, resourcesFolder, signal } = work;
  const files = new Map<string, string | Uint8Array>();
  const produced = record.files.flatMap(({ path: file, proofPath }) => [
    file,
    ...(proofPath === null ? [] : [proofPath]),
  ]);
  take(files, Object.fromEntries(produced.map((file) => [`data/${file}`, ''])), 'exhibits');
  take(files, logFiles(record), 'logs');
  take(files, work.more, 'codebooks');
  const writers = packetWriters.filter((writer) => writer.isWanted(options));
  for (const [at, writer] of writers.entries()) {
    requireGoingOn(signal);
    work.progress({ done: at, total: writers.length, unit: 'papers' });
    take(files, await writer.write(record, { resourcesFolder, signal }), writer.name);
  }
  const style = await readFile(path.join(resourcesFolder, 'packet-papers', 'style.css'));
  take(files, { 'data/style.css': style }, 'the style of pages');
  const paths = [...files.keys()].map((file) => file.slice('data/'.length));
  take(files, { 'data/README.html': readmePage(record, paths) }, 'the first page');
  for (const file of produced) {
    files.delete(`data/${file}`);
  }
  return Object.fromEntries(files);
}
