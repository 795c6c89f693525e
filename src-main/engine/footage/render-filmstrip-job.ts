import { defineJobKind } from '../jobs/job-kind.ts';
import { renderFilmstrip } from '../media/filmstrip.ts';
import { renderPoster } from '../media/poster.ts';
import { type FootageInput, footageInputSchema } from './follow-up.ts';
import { findFootage, footagePath, requireFacts } from './footage-store.ts';
import { loadFrameIndex } from './frame-index-store.ts';
import { saveDerivatives, unfinishedPath } from './save-derivative.ts';

/** Draws the filmstrip and the poster of a recording from frames of its FrameIndex. */
export const renderFilmstripJob = defineJobKind<FootageInput>({
  kind: 'render-filmstrip',
  lane: 'quick',
  unit: 'frames',
  inputSchema: footageInputSchema,
  async run({ matter, input, signal, progress }) {
    const footage = findFootage(matter.database, input.footageId);
    const facts = requireFacts(matter.database, footage.id);
    const index = loadFrameIndex(matter.database, footage.id);
    const path = footagePath(matter, footage);
    const shared = { path, facts, index, signal, onProgress: progress };
    const posterPath = unfinishedPath(matter, footage, 'poster');
    const filmstripPath = unfinishedPath(matter, footage, 'filmstrip');
    const poster = await renderPoster({ ...shared, outputPath: posterPath });
    const strip = await renderFilmstrip({ ...shared, outputPath: filmstripPath });
    await saveDerivatives(matter, footage, [
      {
        kind: 'poster',
        path: posterPath,
        file: poster,
        details: { frame: poster.frame, width: poster.width, height: poster.height },
      },
      {
        kind: 'filmstrip',
        path: filmstripPath,
        file: strip,
        details: {
          columns: strip.columns,
          rows: strip.rows,
          tileWidth: strip.tileWidth,
          tileHeight: strip.tileHeight,
          // Frame numbers of the tiles, row by row.
          frames: strip.frames.join(','),
        },
      },
    ]);
    return { tileCount: strip.frames.length };
  },
});
