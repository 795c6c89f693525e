import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { AnnotationId } from '../../../../src-main/domain/identifier.ts';
import { packetProfiles } from '../../../../src-main/domain/packet.ts';
import { filterChoices, packetChoices } from '../../../../src-renderer/screens/packet/packet-choices.ts';
import {
  emptyPlan,
  planProblems,
  previewRequest,
  sealRequest,
} from '../../../../src-renderer/screens/packet/packet-plan.ts';
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
  const one = { kind: 'annotations', ids: ['a1' as AnnotationId] } as const;

  test('a packet needs a choice, a name that is a folder name, and a reason for context left out', () => {
    expect(planProblems(emptyPlan, { kind: 'exhibits', ids: [] }, 0).choice).toBe('Choose at least one exhibit.');
    expect(planProblems({ ...emptyPlan, name: 'bad name/..' }, one, 0).name).not.toBeNull();
    expect(planProblems({ ...emptyPlan, name: 'GOOD-2026.1' }, one, 0).name).toBeNull();
    expect(planProblems({ ...emptyPlan, leavesContextOut: true }, one, 2).reason).not.toBeNull();
    expect(planProblems({ ...emptyPlan, leavesContextOut: true }, one, 0).reason).toBeNull();
    expect(planProblems({ ...emptyPlan, leavesContextOut: true, profile: 'referral' }, one, 2).reason).toBeNull();
    expect(planProblems({ ...emptyPlan, batesPrefix: 'B1' }, one, 0).batesPrefix).not.toBeNull();
    const key = { grant: 'g', name: 'key.json' };
    expect(planProblems({ ...emptyPlan, attorneyKey: key }, one, 0).attorneyPassphrase).not.toBeNull();
  });

  test('a public release never asks for native files, a referral never for less context', () => {
    const asked = { ...emptyPlan, includeNative: true, leavesContextOut: true, omittedContextReason: 'Not relevant' };
    expect(sealRequest({ ...asked, profile: 'public' }, one, 1)).toMatchObject({ includeNative: false });
    expect(sealRequest({ ...asked, profile: 'referral' }, one, 1)).toMatchObject({ omittedContextReason: '' });
    expect(previewRequest({ ...asked, profile: 'referral' }, one)).toMatchObject({ leavesContextOut: false });
    expect(sealRequest({ ...asked, profile: 'production' }, one, 1)).toMatchObject({
      includeNative: true,
      omittedContextReason: 'Not relevant',
      into: null,
    });
    const plain = sealRequest(emptyPlan, one, 0);
    expect([Object.keys(plain), plain.options]).toEqual([
      expect.not.arrayContaining(['name', 'attorney', 'exhibitIds']),
      expect.not.objectContaining({ batesPrefix: expect.anything() }),
    ]);
  });

  test('every profile has its words', () => {
    expect([...profileOrder].sort()).toEqual([...packetProfiles].sort());
    for (const profile of packetProfiles) {
      expect(profileWords[profile].stays).not.toBe('');
    }
  });
});
