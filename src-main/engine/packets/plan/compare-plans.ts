import { exhibitLabel } from '../../../domain/exhibit-number.ts';
import type { PacketProfile } from '../../../domain/packet.ts';
import type { PacketPlan, PlannedExhibit } from '../../../domain/packet-plan.ts';

type Chosen = { readonly plan: PacketPlan; readonly profile: PacketProfile };

/** What makes two exhibits of two packets the same one: the stored exhibit, else the annotation, else what it shows. */
function identity({ exhibitId, annotation, footageId, content }: PlannedExhibit): string {
  return exhibitId ?? annotation?.id ?? JSON.stringify([footageId, content]);
}

function shows({ content }: PlannedExhibit): string {
  switch (content.kind) {
    case 'clip':
      return `frames ${content.span.inFrame} to ${content.span.outFrame - 1}`;
    case 'still':
      return `frame ${content.frame}`;
    case 'native':
      return 'the whole recording';
  }
}

function differences(before: PlannedExhibit, after: PlannedExhibit): string[] {
  const label = exhibitLabel(after.number);
  const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  return [
    before.number === after.number ? null : `${exhibitLabel(before.number)} is ${label} now.`,
    isSame(before.content, after.content)
      ? null
      : `${label} shows ${shows(after)} of its recording now; it showed ${shows(before)}.`,
    before.title === after.title && before.description === after.description
      ? null
      : `${label} has another title or description.`,
    isSame(before.options, after.options) ? null : `${label} is made with other options.`,
    before.annotation?.revision === after.annotation?.revision
      ? null
      : `${label} goes with another revision of its annotation.`,
  ].filter((line) => line !== null);
}

/** What differs between the choice of a packet and that of the one it takes the place of: one sentence each, in order. */
export function comparePlans(before: Chosen, after: Chosen): string[] {
  const earlier = new Map(before.plan.exhibits.map((exhibit) => [identity(exhibit), exhibit]));
  const kept = new Set<string>();
  const lines: string[] = [];
  for (const exhibit of after.plan.exhibits) {
    const key = identity(exhibit);
    const old = earlier.get(key);
    kept.add(key);
    lines.push(...(old === undefined ? [`${exhibitLabel(exhibit.number)} was added.`] : differences(old, exhibit)));
  }
  const removed = before.plan.exhibits.filter((exhibit) => !kept.has(identity(exhibit)));
  return [
    ...(before.profile === after.profile ? [] : [`The profile is ${after.profile}; it was ${before.profile}.`]),
    ...lines,
    ...removed.map(({ number }) => `${exhibitLabel(number)} of the earlier packet is not in this one.`),
  ];
}
