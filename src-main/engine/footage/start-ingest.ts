import path from 'node:path';
import type { AcquisitionStatement } from '../../domain/acquisition.ts';
import type { AcquisitionId } from '../../domain/identifier.ts';
import type { Job } from '../../domain/job.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { inTransaction } from '../store/transaction.ts';
import { openAcquisition } from './acquisition-life.ts';
import type { IngestFilesInput } from './ingest-files-job.ts';

/** Sources whose readers and cables are known to lie: read twice (specs/evidence.md 1.2 step 6). */
const removableKinds: ReadonlySet<AcquisitionStatement['sourceKind']> = new Set(['sd-card', 'usb-drive']);

/** Opens the acquisition and enqueues the job that fills it, in one transaction. Errors: matter-read-only. */
export function startIngest(
  matter: OpenMatter,
  request: { readonly paths: readonly string[]; readonly statement: AcquisitionStatement },
): { acquisitionId: AcquisitionId; job: Job } {
  matter.requireWritable();
  return inTransaction(matter.database, () => {
    const acquisition = openAcquisition(matter, request.statement);
    const input: IngestFilesInput = {
      acquisitionId: acquisition.id,
      paths: [...request.paths],
      readSourceTwice: removableKinds.has(request.statement.sourceKind),
    };
    const job = matter.jobs.enqueue({ kind: 'ingest-files', title: titleOf(request.paths), input });
    return { acquisitionId: acquisition.id, job };
  });
}

function titleOf(paths: readonly string[]): string {
  const [only] = paths;
  return paths.length === 1 && only !== undefined
    ? `Bring in ${path.basename(only) || only}`
    : `Bring in ${paths.length} files and folders`;
}
