import { describe, expect, test } from 'vitest';
import type { AnnotationId } from '../../../../src-main/domain/identifier.ts';
import { nudged } from '../../../../src-renderer/commands/nudge-annotations.ts';

const span = { id: 'a' as AnnotationId, inFrame: 10, outFrame: 20 };

describe('nudging', () => {
  test('moves the end that is meant, by frames', () => {
    expect(nudged(span, 'in', -3, 100)).toEqual({ ...span, inFrame: 7 });
    expect(nudged(span, 'out', 4, 100)).toEqual({ ...span, outFrame: 24 });
    expect(nudged(span, 'whole', 5, 100)).toEqual({ ...span, inFrame: 15, outFrame: 25 });
  });

  test('stops at the other end and at the ends of the recording', () => {
    expect(nudged(span, 'in', 99, 100).inFrame).toBe(19);
    expect(nudged(span, 'in', -99, 100).inFrame).toBe(0);
    expect(nudged(span, 'out', -99, 100).outFrame).toBe(11);
    expect(nudged(span, 'out', 99, 22).outFrame).toBe(22);
    expect(nudged(span, 'whole', -99, 100)).toEqual({ ...span, inFrame: 0, outFrame: 10 });
    expect(nudged(span, 'whole', 99, 22)).toEqual({ ...span, inFrame: 12, outFrame: 22 });
  });
});
