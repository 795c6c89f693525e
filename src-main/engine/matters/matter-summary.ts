import type { OpenMatterSummary } from '../../domain/matter.ts';
import { countContents } from './matter-store.ts';
import type { OpenMatter } from './open-matter.ts';

/** The open matter as the screen and the CLI see it. */
export function summariseMatter(open: OpenMatter): OpenMatterSummary {
  return {
    matter: open.matter,
    folder: open.folder.root,
    reviewer: open.reviewer,
    isReadOnly: open.isReadOnly,
    ...countContents(open.database),
  };
}
