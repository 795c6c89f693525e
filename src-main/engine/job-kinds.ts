import { countFramesJob } from './footage/count-frames-job.ts';
import { indexFramesJob } from './footage/index-frames-job.ts';
import { ingestFilesJob } from './footage/ingest-files-job.ts';
import { probeFootageJob } from './footage/probe-footage-job.ts';
import { renderFilmstripJob } from './footage/render-filmstrip-job.ts';
import { renderPeaksJob } from './footage/render-peaks-job.ts';
import { renderProxyJob } from './footage/render-proxy-job.ts';
import { checkLocksJob } from './frame-locks/check-locks-job.ts';
import { lockFramesJob } from './frame-locks/lock-frames-job.ts';
import { verifyMatterJob } from './history/verify-matter-job.ts';
import type { JobKindDefinition } from './jobs/job-kind.ts';
import { sealPacketJob } from './packets/seal-packet-job.ts';
import { handOverJob } from './transfers/hand-over-job.ts';

/** Every kind of job and the room that runs it; a matter is opened with these. */
export const jobKinds: readonly JobKindDefinition[] = [
  ingestFilesJob,
  probeFootageJob,
  indexFramesJob,
  countFramesJob,
  renderPeaksJob,
  renderFilmstripJob,
  renderProxyJob,
  lockFramesJob,
  checkLocksJob,
  sealPacketJob,
  handOverJob,
  verifyMatterJob,
];
