import { defineJobKind } from '../jobs/job-kind.ts';
import { renderProxy } from '../media/proxy.ts';
import { type FootageInput, footageInputSchema } from './follow-up.ts';
import { findFootage, footagePath, requireFacts } from './footage-store.ts';
import { loadFrameIndex } from './frame-index-store.ts';
import { saveDerivatives, unfinishedPath } from './save-derivative.ts';

/** Makes a copy with the same frames, one for one, that the workstation's player can play. */
export const renderProxyJob = defineJobKind<FootageInput>({
  kind: 'render-proxy',
  lane: 'encode',
  unit: 'frames',
  inputSchema: footageInputSchema,
  async run({ matter, input, signal, progress }) {
    const footage = findFootage(matter.database, input.footageId);
    const outputPath = unfinishedPath(matter, footage, 'proxy');
    const made = await renderProxy({
      path: footagePath(matter, footage),
      facts: requireFacts(matter.database, footage.id),
      index: loadFrameIndex(matter.database, footage.id),
      outputPath,
      signal,
      onProgress: progress,
    });
    const { method, frameCount, offsetMicros } = made;
    const details = { method, frameCount, offsetMicros };
    await saveDerivatives(matter, footage, [{ kind: 'proxy', path: outputPath, file: made, details }]);
    return { method, frameCount };
  },
});
