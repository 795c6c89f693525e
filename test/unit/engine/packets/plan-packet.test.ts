import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { PacketProfile } from '../../../../src-main/domain/packet.ts';
import { packetNameSchema, packetOptionsSchema, packetProfiles } from '../../../../src-main/domain/packet.ts';
import { textOfCodebook } from '../../../../src-main/engine/codebook/codebook-text.ts';
import { shippedCodebook } from '../../../../src-main/engine/codebook/shipped-codebook.ts';
import { annotationReference, packetReferences } from '../../../../src-main/engine/packets/plan/packet-references.ts';
import { planPacket } from '../../../../src-main/engine/packets/plan/plan-packet.ts';
import { rulesOf } from '../../../../src-main/engine/packets/profile-rules.ts';
import { madeAnnotation } from '../../../helpers/made-annotation.ts';
import { plannedOf } from '../../../helpers/planned-exhibit.ts';

const codebook = shippedCodebook(path.join(import.meta.dirname, '../../../../resources'));
const { digest } = textOfCodebook(codebook);
const kinds = new Map(codebook.groups.map(({ id, kind }) => [id, kind]));
const span = (inPts: number, outPts: number) => ({
  span: { inFrame: inPts / 100, outFrame: outPts / 100, inPts, outPts },
});

const conduct = madeAnnotation(1, span(1000, 2000));
const before = madeAnnotation(2, { ...span(500, 1000), code: 'CTX.1' });
const overlapping = madeAnnotation(3, { ...span(1900, 2500), code: 'CTX.2' });
const elsewhere = madeAnnotation(4, {
  ...span(1000, 2000),
  code: 'CTX.3',
  footageId: 'f0000000-0000-4000-8000-000000000002',
});
const otherConduct = madeAnnotation(5, { ...span(1500, 1600), code: 'DET.1' });
const all = [conduct, before, overlapping, elsewhere, otherConduct];

function plan(
  chosen: readonly Annotation[],
  more: { profile?: PacketProfile; reason?: string; native?: boolean } = {},
) {
  return planPacket({
    subjects: new Map(),
    chosen: chosen.map((annotation, at) => plannedOf(annotation, String(at + 1))),
    annotations: all,
    kindOf: ({ code }) => kinds.get(code.slice(0, 3)),
    rules: rulesOf(more.profile ?? 'production'),
    options: packetOptionsSchema.parse({}),
    includeNative: more.native ?? false,
    omittedContextReason: more.reason ?? '',
  });
}

describe('planning a packet', () => {
  it('brings along context that overlaps chosen conduct, right after it, once', () => {
    const { exhibits } = plan([conduct, otherConduct]);
    expect(exhibits.map(({ number, annotation, reason }) => [number, annotation?.code, reason])).toEqual([
      ['1', 'UOF.1', 'chosen'],
      ['1-A', 'CTX.2', 'overlapping-context'],
      ['2', 'DET.1', 'chosen'],
    ]);
  });

  it('does not take what only touches, lies elsewhere, or was chosen anyway', () => {
    expect(plan([conduct, overlapping]).exhibits.map(({ reason }) => reason)).toEqual(['chosen', 'chosen']);
    expect(plan([before]).exhibits).toHaveLength(1);
    expect(plan([elsewhere]).exhibits).toHaveLength(1);
  });

  it('takes the next free letter, and asks the same of what nobody has said the nature of', () => {
    const exhibits = [{ ...plannedOf(conduct, '12'), annotation: null }, { ...plannedOf(otherConduct, '12-A') }];
    const base = {
      subjects: new Map(),
      annotations: all,
      kindOf: ({ code }: Annotation) => kinds.get(code.slice(0, 3)),
    };
    const more = { rules: rulesOf('court'), options: packetOptionsSchema.parse({}), includeNative: true };
    const planned = planPacket({ ...base, ...more, chosen: exhibits, omittedContextReason: '' });
    expect(planned.exhibits.map(({ number }) => number)).toEqual(['12', '12-B', '12-A']);
    expect(planned.exhibits.every(({ options }) => options.withNative)).toBe(true);
    const native = { ...plannedOf(conduct, '1'), annotation: null, content: { kind: 'native' as const } };
    expect(planPacket({ ...base, ...more, chosen: [native], omittedContextReason: '' }).exhibits).toHaveLength(1);
    const same = [plannedOf(conduct, '1'), plannedOf(otherConduct, '1')];
    expect(() => planPacket({ ...base, ...more, chosen: same, omittedContextReason: '' })).toThrow('same number');
  });

  it('leaves context out for a reason, which is kept with what was left out', () => {
    expect(plan([conduct], { reason: '  Agreed. ' })).toMatchObject({
      exhibits: [{ number: '1' }],
      omittedContext: [annotationReference(overlapping)],
      omittedContextReason: 'Agreed.',
    });
    expect(plan([before], { reason: 'Agreed.' }).omittedContextReason).toBe('');
  });

  it('holds to what each profile may carry', () => {
    expect(() => plan([conduct], { profile: 'referral', reason: 'x' })).toThrow('always carries');
    expect(() => plan([conduct], { profile: 'public', native: true })).toThrow('without redaction');
    expect(
      packetProfiles.map((profile) => [profile, rulesOf(profile).letter, rulesOf(profile).carriesAllegations]),
    ).toEqual([
      ['internal', 'A', true],
      ['production', 'B', false],
      ['referral', 'C', true],
      ['court', 'D', false],
      ['public', 'E', false],
    ]);
  });

  it('refuses more exhibits than a custody entry can name', () => {
    const many = Array.from({ length: 401 }, (_, at) => madeAnnotation(100 + at, { code: 'CTX.1' }));
    expect(() => plan(many)).toThrow('at most 400');
  });

  it('names the packet, each original once, and each revision', () => {
    const references = packetReferences('c0000000-0000-4000-8000-000000000001' as never, plan([conduct]));
    expect(references).toEqual([
      'packet:c0000000-0000-4000-8000-000000000001',
      `asset:${'ab'.repeat(32)}`,
      annotationReference(conduct),
      annotationReference(overlapping),
    ]);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });
});

it('accepts names that are folders everywhere', () => {
  for (const name of ['BOS-2026-PKT001', 'a', 'x.y_z-1', 'X'.repeat(40), 'console', 'com10']) {
    expect([name, packetNameSchema.safeParse(name).success]).toEqual([name, true]);
  }
  for (const name of ['', '.x', 'x.', 'CON', 'com1', 'Lpt9.txt', 'a b', 'a/b', 'é', 'X'.repeat(41)]) {
    expect([name, packetNameSchema.safeParse(name).success]).toEqual([name, false]);
  }
});
