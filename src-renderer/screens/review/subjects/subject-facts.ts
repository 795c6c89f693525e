import type { SubjectId } from '../../../../src-main/domain/identifier.ts';
import type { Subject, SubjectDetails } from '../../../../src-main/domain/subject.ts';

export type SubjectFact = { readonly name: string; readonly text: string };

type FactField = { readonly name: string; text(details: SubjectDetails): string };

const notUnknown = (text: string) => (text === 'unknown' ? '' : text);

const fields: readonly FactField[] = [
  { name: 'Agency, as claimed', text: (details) => details.agencyClaimed },
  { name: 'Agency, as patches read', text: (details) => details.agencyObserved },
  {
    name: 'Agency, confirmed',
    text: ({ agencyConfirmed, agencyConfirmedBy }) =>
      agencyConfirmed === '' ? '' : `${agencyConfirmed}, by ${agencyConfirmedBy}`,
  },
  { name: 'Face', text: (details) => notUnknown(details.faceCover) },
  {
    name: 'Badge or name, as read',
    text: ({ badgeOrName, badgeLegibility }) =>
      badgeOrName === '' ? '' : `${badgeOrName}${badgeLegibility === 'unknown' ? '' : ` (${badgeLegibility})`}`,
  },
  { name: 'Clothing', text: (details) => details.clothing },
  { name: 'Build', text: (details) => details.build },
  { name: 'Equipment', text: (details) => details.equipment },
  { name: 'Weapon carried', text: (details) => details.weaponCarried },
  { name: 'Camera', text: (details) => notUnknown(details.camera) },
  { name: 'Voice', text: (details) => details.voice },
  { name: 'Make', text: (details) => details.make },
  { name: 'Colour', text: (details) => details.colour },
  { name: 'Plate, as read', text: (details) => details.plate },
  { name: 'Markings', text: (details) => details.markings },
  { name: 'Lights', text: (details) => details.lights },
];

/** What is noted of a subject, by name and text; what is empty or unknown is left out. */
export function subjectFacts(subject: Subject, byId: ReadonlyMap<SubjectId, Subject>): SubjectFact[] {
  const facts = fields.map(({ name, text }) => ({ name, text: text(subject.details) }));
  const vehicles = subject.details.vehicleIds.map((id) => byId.get(id)?.pseudonym ?? 'a withdrawn vehicle');
  return [...facts, { name: 'Vehicles', text: vehicles.join(', ') }].filter(({ text }) => text !== '');
}
