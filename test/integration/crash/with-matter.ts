import path from 'node:path';
import { startTestEngine, testPassphrase, testReviewer } from '../../helpers/open-test-matter.ts';
import type { CrashStage } from './crash-scenario.ts';

/** Opens the matter in this process, lets its jobs come to rest, and gives it to `use`. */
export async function withMatter(place: string, use: (stage: CrashStage) => Promise<void>): Promise<void> {
  const { client, context, engine } = startTestEngine({ dataFolder: path.join(place, 'data') });
  try {
    const folder = { path: path.join(place, 'matter') };
    await client.call('matters.open', { folder, passphrase: testPassphrase, reviewer: testReviewer });
    const matter = context.openMatter;
    if (matter === null) {
      throw new Error('The matter did not open.');
    }
    await matter.jobs.whenIdle();
    await use({ client, matter, workFolder: path.join(place, 'work') });
  } finally {
    await engine.close();
  }
}
