import path from 'node:path';
import { acquisitionStatementSchema } from '../../domain/acquisition.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { makeSampleScene } from '../media/sample-scene.ts';
import { startIngest } from './start-ingest.ts';

/**
 * Makes a synthetic recording and brings it in as any other, so that a person can try the product without evidence. The
 * file is made in the matter's own temporary folder, which is emptied when the matter is closed. Takes some seconds.
 * Errors: as ingest, and `tool-missing`, `tool-failed`.
 */
export async function ingestSample(matter: OpenMatter): Promise<ReturnType<typeof startIngest>> {
  matter.requireWritable();
  const scene = path.join(matter.folder.temp, 'sample-recording.mp4');
  await makeSampleScene(scene);
  return startIngest(matter, {
    paths: [scene],
    statement: acquisitionStatementSchema.parse({
      sourceKind: 'folder',
      sourceLabel: 'Sample made by this program',
      custodian: 'Frame of Record',
    }),
  });
}
