import { clipBytes, sheetBytes, stillBytes } from '../../../domain/estimate-bytes.ts';
import type { PacketPlan } from '../../../domain/packet-plan.ts';
import type { ProfileRules } from '../profile-rules.ts';
import { type ExhibitSource, sourceOf } from './exhibit-sources.ts';
import { type FileWanted, filesWanted } from './recipes.ts';

function bytesOf({ planned, source, exhibit }: FileWanted): number {
  const { footage, facts, index } = source;
  switch (planned.role) {
    case 'native':
      return footage.byteCount;
    case 'still':
      return stillBytes(facts);
    case 'contact-sheet':
      return sheetBytes;
    default: {
      const { quality } = exhibit.options;
      const hasSound = facts.mainAudioStream !== null;
      return planned.span === null
        ? 0
        : clipBytes(index, planned.span, { byteCount: footage.byteCount, quality, hasSound });
    }
  }
}

/** About how many bytes the packet needs, each file once: enough to refuse what cannot fit before anything is written. */
export function estimateBytes(
  plan: Pick<PacketPlan, 'exhibits'>,
  sources: ReadonlyMap<string, ExhibitSource>,
  rules: ProfileRules,
): { readonly largest: number; readonly all: number; readonly fileCount: number } {
  const wanted = plan.exhibits.flatMap((exhibit) =>
    filesWanted(exhibit, sourceOf(sources, exhibit.footageId), rules, ''),
  );
  const sizes = [...new Map(wanted.map((file) => [file.recipe, bytesOf(file)])).values()];
  return { largest: Math.max(0, ...sizes), all: sizes.reduce((sum, size) => sum + size, 0), fileCount: sizes.length };
}
