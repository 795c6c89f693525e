import type { CallOutput, CallRequest } from '../../../contract/api.ts';
import { batesText } from '../../../domain/bates.ts';
import type { PlannedExhibit } from '../../../domain/packet-plan.ts';
import type { OpenMatter } from '../../matters/open-matter.ts';
import { nextBatesNumber } from '../bates-store.ts';
import { estimateBytes } from '../make/estimate-packet.ts';
import { exhibitSources, sourceOf } from '../make/exhibit-sources.ts';
import { filesOf } from '../make/recipes.ts';
import { packetCodebooks } from '../packet-codebook.ts';
import { rulesOf } from '../profile-rules.ts';
import { planRequested } from './request-packet.ts';

/**
 * What a packet would hold if it were sealed now; nothing is recorded. Errors: as for sealing, so that a choice that cannot
 * be sealed says so while it is made.
 */
export async function previewPacket(
  matter: OpenMatter,
  request: CallRequest<'packets.preview'>,
): Promise<CallOutput<'packets.preview'>> {
  const rules = rulesOf(request.profile);
  const plan = await planRequested(matter, { ...request, omittedContextReason: '' }, null);
  const context = plan.exhibits.filter(({ reason }) => reason === 'overlapping-context');
  const kept = request.leavesContextOut ? plan.exhibits.filter(({ reason }) => reason === 'chosen') : plan.exhibits;
  const sources = exhibitSources(matter, plan);
  const { all, fileCount } = estimateBytes({ ...plan, exhibits: kept }, sources, rules);
  const annotations = context.flatMap(({ annotation }) => (annotation === null ? [] : [annotation]));
  const books = packetCodebooks(matter, annotations);
  const prefix = plan.options.batesPrefix ?? '';
  return {
    exhibits: kept.map((exhibit) => ({
      exhibitId: exhibit.exhibitId,
      annotationId: exhibit.annotation?.id ?? null,
      number: exhibit.number,
      title: titleOf(exhibit),
      footageId: exhibit.footageId,
      reason: exhibit.reason,
      files: filesOf(exhibit, sourceOf(sources, exhibit.footageId), rules).map((file) => ({
        role: file.role,
        class: file.class,
        label: file.label,
      })),
    })),
    context: annotations.map((annotation) => {
      const { code, group } = books.codeOf(annotation);
      const title = code?.label ?? annotation.code;
      const { id, observation } = annotation;
      return { annotationId: id, code: annotation.code, title, kind: group?.kind ?? null, observation };
    }),
    fileCount,
    byteCount: all,
    nextBates: batesText(prefix, nextBatesNumber(matter.database, prefix)),
  };
}

function titleOf({ title, description }: Pick<PlannedExhibit, 'title' | 'description'>): string {
  return title === '' ? description.slice(0, 120) : title;
}
