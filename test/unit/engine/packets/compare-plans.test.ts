import { expect, it } from 'vitest';
import { packetOptionsSchema } from '../../../../src-main/domain/packet.ts';
import type { PacketPlan, PlannedExhibit } from '../../../../src-main/domain/packet-plan.ts';
import { packetPlanSchema, storedPlanSchema } from '../../../../src-main/domain/packet-plan.ts';
import { comparePlans } from '../../../../src-main/engine/packets/plan/compare-plans.ts';
import { selectionText } from '../../../../src-main/engine/packets/plan/packet-name.ts';
import { madeAnnotation } from '../../../helpers/made-annotation.ts';
import { plannedOf } from '../../../helpers/planned-exhibit.ts';

function planOf(...exhibits: PlannedExhibit[]): PacketPlan {
  return {
    exhibits,
    subjects: [],
    options: packetOptionsSchema.parse({}),
    includeNative: false,
    omittedContext: [],
    omittedContextReason: '',
    replaced: null,
    cosigner: null,
    nonce: '00'.repeat(16),
  };
}

const [one, two, three] = [1, 2, 3].map((place) => madeAnnotation(place));
const compare = (before: PacketPlan, after: PacketPlan) =>
  comparePlans({ plan: before, profile: 'court' }, { plan: after, profile: 'court' });

it('says what was added, removed, renumbered and changed, and nothing of what is the same', () => {
  if (one === undefined || two === undefined || three === undefined) {
    throw new Error('three annotations');
  }
  const before = planOf(plannedOf(one, '1'), plannedOf(two, '2'));
  expect(compare(before, before)).toEqual([]);
  const longer = madeAnnotation(2, { revision: 2, span: { inFrame: 10, outFrame: 30, inPts: 1000, outPts: 3000 } });
  expect(compare(before, planOf(plannedOf(longer, '3'), plannedOf(three, '4')))).toEqual([
    'Ex. 2 is Ex. 3 now.',
    'Ex. 3 shows frames 10 to 29 of its recording now; it showed frames 10 to 19.',
    'Ex. 3 goes with another revision of its annotation.',
    'Ex. 4 was added.',
    'Ex. 1 of the earlier packet is not in this one.',
  ]);
  const retitled = { ...plannedOf(one, '1'), title: 'Other', options: { ...plannedOf(one).options, withStill: false } };
  expect(compare(planOf(plannedOf(one, '1')), planOf(retitled))).toEqual([
    'Ex. 1 has another title or description.',
    'Ex. 1 is made with other options.',
  ]);
  expect(comparePlans({ plan: before, profile: 'court' }, { plan: before, profile: 'production' })).toEqual([
    'The profile is production; it was court.',
  ]);
});

it('reads a plan of the first version, in which annotations stood for exhibits', () => {
  const stored = {
    exhibits: [{ number: 1, annotation: one, reason: 'chosen' }],
    subjects: [],
    includeNative: true,
    omittedContext: [],
    omittedContextReason: '',
    nonce: '00'.repeat(16),
  };
  const plan = packetPlanSchema.parse(storedPlanSchema.parse(stored));
  expect(plan.exhibits[0]).toMatchObject({ number: '1', options: { context: 'none', withNative: true } });
  expect(packetPlanSchema.parse(storedPlanSchema.parse(plan))).toEqual(plan);
});

it('tells the same choice by its text, however large and in whatever order it was put together', () => {
  const many = Array.from({ length: 400 }, (_, at) => plannedOf(madeAnnotation(at + 1), String(at + 1)));
  const text = selectionText(planOf(...many));
  expect(text.length).toBeGreaterThan(65_536);
  const turned = many.map((exhibit) => Object.fromEntries(Object.entries(exhibit).reverse()) as PlannedExhibit);
  expect(selectionText({ ...planOf(...turned), nonce: '11'.repeat(16) })).toBe(text);
  expect(selectionText(planOf(...many.slice(1)))).not.toBe(text);
  // The papers name who is to sign beside the workstation.
  const cosigner = { name: 'A. Attorney', fingerprint: '9a2b-3c4d-5e6f-7081-92a3-b4c5-d6e7-f809' };
  expect(selectionText({ ...planOf(...many), cosigner })).not.toBe(text);
});
