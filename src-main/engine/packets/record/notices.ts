import type { PacketPlan } from '../../../domain/packet-plan.ts';
import { areAidsOn } from '../../../domain/viewing-aids.ts';
import type { PaperCustody } from '../packet-custody.ts';
import type { ProfileRules } from '../profile-rules.ts';
import { utcText } from './record-texts.ts';

export type NoticeFacts = {
  readonly rules: ProfileRules;
  readonly plan: PacketPlan;
  readonly custody: Pick<PaperCustody, 'entries' | 'withheldCount' | 'size'>;
  /** Names of the recordings whose clock a reviewer corrected. */
  readonly correctedClocks: readonly string[];
};

function countText(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}

/** What this packet leaves out and what its reader must know, computed from the profile and the plan (specs/evidence.md 2.4). */
export function noticesOf({ rules, plan, custody, correctedClocks }: NoticeFacts): string[] {
  const { exhibits, options } = plan;
  const withAllegation = exhibits.filter(({ annotation }) => (annotation?.allegation ?? null) !== null).length;
  const context = exhibits.filter(({ reason }) => reason === 'overlapping-context').length;
  const aids = exhibits.filter((exhibit) => exhibit.options.illustration !== null).length;
  const enhanced = exhibits.filter(
    ({ content }) => content.kind === 'still' && content.aids !== null && areAidsOn(content.aids),
  ).length;
  const notices = [
    rules.carriesAllegations
      ? `Allegations are stated as such and attributed to whoever makes them (${withAllegation} of ${exhibits.length} exhibits).`
      : 'This packet excludes attorney notes: allegations and legal theories, where there are any, are left out.',
    rules.carriesAssessments
      ? null
      : 'Assessments of the reviewers, where there are any, are left out: what their confidence rests on, and what they marked as possibly speaking for a person accused.',
    'Working notes of the office are in no packet. Persons and vehicles are named by pseudonym and role only.',
    nativeNotice(rules, plan),
    aids === 0
      ? null
      : rules.carriesIllustrativeAids
        ? `${countText(aids, 'exhibit has an illustrative aid', 'exhibits have illustrative aids')}: separate files with overlays, slow motion or freezes. They are not evidence.`
        : 'Illustrative aids (overlays, slow motion, freezes) are left out with this profile.',
    enhanced === 0
      ? null
      : `${countText(enhanced, 'still was', 'stills were')} made with viewing aids (class ENHANCED); the same frame without them lies beside it, and the aids are listed.`,
    'No redaction was applied to any picture or sound.',
    context === 0
      ? null
      : `${countText(context, 'exhibit is context that overlaps a chosen exhibit; it was', 'exhibits are context that overlaps a chosen exhibit; they were')} added so that it is not read alone.`,
    plan.omittedContext.length === 0
      ? null
      : `${countText(plan.omittedContext.length, 'context item that overlaps an exhibit was', 'context items that overlap exhibits were')} left out; the reason is recorded in the custody entry of this export.`,
    custodyNotice(rules, custody),
    rules.namesReviewers
      ? null
      : 'The names of reviewers and of their workstations, and of who handed the recordings over, are left out.',
    rules.mayCopy
      ? null
      : 'Every picture of every clip was coded again, so that nothing that a player hides goes along.',
    'Of the recordings, what lies outside the frames of the exhibits is not shown by the clips.',
    'Bates numbers stand for produced files. The papers of this packet are not produced evidence and have none.',
    correctedClocks.length === 0
      ? 'Times are those that the recordings state of themselves; their clocks were not corrected.'
      : `Times are those that the recordings state of themselves. A reviewer stated another time for ${correctedClocks.join(', ')}; it is not applied in these papers.`,
    options.datedAt === null
      ? null
      : `These papers carry a date that was set when the packet was asked for (${utcText(options.datedAt)}), so that the same packet can be made again byte for byte. When it was in fact sealed stands in bag-info.txt and in the signed statement. The papers state the custody log as of its last entry about the exhibits (${custody.size} entries); the signed checkpoint beside them covers more.`,
  ];
  return notices.filter((notice) => notice !== null);
}

function nativeNotice(rules: ProfileRules, { exhibits }: PacketPlan): string {
  if (!rules.mayCarryNatives) {
    return 'The whole original recordings may not leave with this profile; each exhibit names its source by SHA-256.';
  }
  const sources = new Set(exhibits.map(({ footageId }) => footageId));
  const carried = new Set(
    exhibits
      .filter(({ content, options }) => content.kind === 'native' || options.withNative)
      .map(({ footageId }) => footageId),
  );
  if (carried.size === 0) {
    return 'The whole original recordings are not included; each exhibit names its source by SHA-256.';
  }
  return carried.size === sources.size
    ? 'The whole original recordings are included.'
    : `The whole original recording is included of ${carried.size} of ${sources.size} sources; each exhibit names its source by SHA-256.`;
}

function custodyNotice(rules: ProfileRules, custody: NoticeFacts['custody']): string {
  const shown = custody.entries.length;
  if (rules.custody === 'whole-log') {
    return `The whole custody log up to its checkpoint is included (${shown} entries).`;
  }
  const withheld =
    custody.withheldCount === 0
      ? ''
      : ` ${custody.withheldCount} more are shown by their hash and a proof that they stand in the log, because their text may not leave with this profile.`;
  return `Of the custody log, ${shown} entries about the exhibits are included in full.${withheld} Entries about anything else, and the record of who viewed what, are left out.`;
}
