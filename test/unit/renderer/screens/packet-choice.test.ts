import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import { packetProfiles } from '../../../../src-main/domain/packet.ts';
import { overlappingContext, spansOverlap } from '../../../../src-renderer/screens/packet/context-overlap.ts';
import { filterChoices, packetChoices } from '../../../../src-renderer/screens/packet/packet-choices.ts';
import { emptyPlan, planProblems, sealRequest } from '../../../../src-renderer/screens/packet/packet-plan.ts';
import { profileOrder, profileWords } from '../../../../src-renderer/screens/packet/packet-profiles.ts';

function annotation(id: string, code: string, inFrame: number, outFrame: number, footageId = 'f1'): Annotation {
  return {
    id,
    code,
    footageId,
    footageDigest: 'd'.repeat(64),
    span: { inFrame, outFrame, inPts: inFrame, outPts: outFrame },
    observation: `seen in ${id}`,
    state: 'draft',
  } as unknown as Annotation;
}

const kindOf = (code: string) =>
  code.startsWith('CTX') ? ('context' as const) : code.startsWith('LOC') ? ('setting' as const) : ('conduct' as const);
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

describe('overlapping context', () => {
  const strike = annotation('strike', 'UOF.2', 100, 200);
  const inside = annotation('inside', 'CTX.1', 150, 160);
  const touching = annotation('touching', 'CTX.2', 200, 250);
  const lastFrame = annotation('last-frame', 'CTX.3', 199, 250);
  const elsewhere = annotation('elsewhere', 'CTX.4', 100, 200, 'f2');
  const setting = annotation('setting', 'LOC.1', 100, 200);
  const all = [strike, inside, touching, lastFrame, elsewhere, setting];

  test('spans are half-open: the frame after the last is not shared', () => {
    expect(spansOverlap(strike, touching)).toBe(false);
    expect(spansOverlap(strike, lastFrame)).toBe(true);
    expect(spansOverlap(strike, elsewhere)).toBe(false);
  });

  test('context of the same frames is found, settings and what is chosen already are not', () => {
    expect(ids(overlappingContext(all, new Set([strike.id]), kindOf))).toEqual(['inside', 'last-frame']);
    expect(ids(overlappingContext(all, new Set([strike.id, inside.id]), kindOf))).toEqual(['last-frame']);
  });

  test('nothing is asked for when only context is chosen', () => {
    expect(overlappingContext(all, new Set([inside.id]), kindOf)).toEqual([]);
  });
});

describe('the choices', () => {
  const codebook = {
    groups: [
      { id: 'UOF', label: 'Use of force', kind: 'conduct' },
      { id: 'CTX', label: 'Context', kind: 'context' },
    ],
    codes: [
      { id: 'UOF.2', label: 'Strike', definition: '', group: 'UOF' },
      { id: 'CTX.1', label: 'Warning audible', definition: '', group: 'CTX' },
    ],
  } as never;
  const footage = [
    { footage: { id: 'f1', originalName: 'b.mp4' } },
    { footage: { id: 'f2', originalName: 'a.mp4' } },
  ] as never;
  const withdrawn = { ...annotation('gone', 'UOF.2', 0, 1), state: 'withdrawn' as const };
  const choices = packetChoices(
    [
      annotation('late', 'UOF.2', 50, 60),
      annotation('early', 'CTX.1', 10, 20),
      annotation('other', 'UOF.2', 90, 99, 'f2'),
      withdrawn,
    ],
    footage,
    codebook,
  );

  test('conduct is always shown as alleged, withdrawn annotations are not offered, the order is recording and frame', () => {
    expect(choices.map(({ annotation: own, title }) => [own.id, title])).toEqual([
      ['other', 'Alleged / for review: Strike'],
      ['early', 'Warning audible'],
      ['late', 'Alleged / for review: Strike'],
    ]);
  });

  test('words, recording and kind narrow the list together', () => {
    const found = (search: string, footageId: string, kind: 'all' | 'conduct' | 'context') =>
      filterChoices(choices, { search, footageId: footageId as never, kind }).map(({ annotation: own }) => own.id);
    expect(found('', 'all', 'all')).toHaveLength(3);
    expect(found('strike seen', 'all', 'all')).toEqual(['other', 'late']);
    expect(found('strike', 'f1', 'conduct')).toEqual(['late']);
    expect(found('', 'all', 'context')).toEqual(['early']);
    expect(found('nothing', 'all', 'all')).toEqual([]);
  });
});

describe('the plan', () => {
  test('a packet needs an annotation, a name that is a folder name, and a reason for context left out', () => {
    expect(planProblems(emptyPlan, 0, 0).annotations).not.toBeNull();
    expect(planProblems({ ...emptyPlan, name: 'bad name/..' }, 1, 0).name).not.toBeNull();
    expect(planProblems({ ...emptyPlan, name: 'GOOD-2026.1' }, 1, 0).name).toBeNull();
    expect(planProblems({ ...emptyPlan, leavesContextOut: true }, 1, 2).reason).not.toBeNull();
    expect(planProblems({ ...emptyPlan, leavesContextOut: true }, 1, 0).reason).toBeNull();
    expect(planProblems({ ...emptyPlan, leavesContextOut: true, profile: 'referral' }, 1, 2).reason).toBeNull();
  });

  test('a public release never asks for native files, a referral never for less context', () => {
    const asked = { ...emptyPlan, includeNative: true, leavesContextOut: true, omittedContextReason: 'Not relevant' };
    expect(sealRequest({ ...asked, profile: 'public' }, [], 1)).toMatchObject({ includeNative: false });
    expect(sealRequest({ ...asked, profile: 'referral' }, [], 1)).toMatchObject({ omittedContextReason: '' });
    expect(sealRequest({ ...asked, profile: 'production' }, [], 1)).toMatchObject({
      includeNative: true,
      omittedContextReason: 'Not relevant',
      into: null,
    });
    expect(sealRequest(emptyPlan, [], 0)).not.toHaveProperty('name');
  });

  test('every profile has its words', () => {
    expect([...profileOrder].sort()).toEqual([...packetProfiles].sort());
    for (const profile of packetProfiles) {
      expect(profileWords[profile].stays).not.toBe('');
    }
  });
});
