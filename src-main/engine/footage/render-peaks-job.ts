import { defineJobKind } from '../jobs/job-kind.ts';
import { renderPeaks } from '../media/peaks.ts';
import { type FootageInput, footageInputSchema } from './follow-up.ts';
import { findFootage, footagePath, requireFacts } from './footage-store.ts';
import { saveDerivatives, unfinishedPath } from './save-derivative.ts';

/** Reads the sound once and keeps its lowest and highest values at several zooms. */
export const renderPeaksJob = defineJobKind<FootageInput>({
  kind: 'render-peaks',
  lane: 'quick',
  unit: 'samples',
  inputSchema: footageInputSchema,
  async run({ matter, input, signal, progress }) {
    const footage = findFootage(matter.database, input.footageId);
    const facts = requireFacts(matter.database, footage.id);
    const path = unfinishedPath(matter, footage, 'peaks');
    const options = { signal, onProgress: progress };
    const { details, ...file } = await renderPeaks(footagePath(matter, footage), facts, path, options);
    await saveDerivatives(matter, footage, [{ kind: 'peaks', path, file, details }]);
    return { byteCount: file.byteCount };
  },
});
