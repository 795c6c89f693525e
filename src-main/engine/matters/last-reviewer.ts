import { type ReviewerIntroduction, reviewerIntroductionSchema } from '../../domain/reviewer.ts';
import type { Catalog } from '../catalog/catalog.ts';

const settingName = 'last-reviewer';

/** Who worked on this workstation last, to spare typing; a suggestion only, the matter keeps its own reviewers. */
export async function lastReviewer(catalog: Catalog): Promise<ReviewerIntroduction | null> {
  const kept = await catalog.setting(settingName);
  return kept === null ? null : reviewerIntroductionSchema.parse(JSON.parse(kept));
}

export async function keepLastReviewer(catalog: Catalog, reviewer: ReviewerIntroduction): Promise<void> {
  await catalog.keepSetting(settingName, JSON.stringify(reviewer));
}
