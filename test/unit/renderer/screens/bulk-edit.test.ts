import { describe, expect, test } from 'vitest';
import type { Code } from '../../../../src-main/domain/codebook.ts';
import {
  confidenceChanges,
  lostAttributes,
  moveChanges,
  recodeChanges,
  roomToMove,
} from '../../../../src-renderer/screens/review/annotation-list/bulk-edit.ts';
import { madeAnnotation } from '../../../helpers/made-annotation.ts';

const code: Code = {
  id: 'CTX.1',
  label: 'Warning audible',
  definition: 'A warning is heard.',
  group: 'CTX',
  synonyms: [],
  isRetired: false,
  attributes: [
    { id: 'language', label: 'Language', kind: 'text', choices: [], isRequired: false },
    { id: 'loudness', label: 'Loudness', kind: 'choice', choices: ['low', 'high'], isRequired: false },
  ],
};

describe('bulk edits', () => {
  test('another code takes along the attributes it can hold and says how many it cannot', () => {
    const annotations = [
      madeAnnotation(1, { attributes: { language: 'Spanish', loudness: 'low', weapon: 'baton', empty: '' } }),
      madeAnnotation(2, { attributes: { loudness: 'medium' } }),
      madeAnnotation(3, { code: 'CTX.1' }),
    ];
    const changes = recodeChanges(annotations, code);
    expect(changes.map((change) => change.changes)).toEqual([
      { code: 'CTX.1', attributes: { language: 'Spanish', loudness: 'low' } },
      { code: 'CTX.1', attributes: {} },
    ]);
    expect(lostAttributes(annotations, code)).toBe(2);
  });

  test('all move by the same frames, and the room is that of the one nearest to an end', () => {
    const at = (inFrame: number, outFrame: number) => ({ inFrame, outFrame, inPts: inFrame, outPts: outFrame });
    const annotations = [madeAnnotation(1, { span: at(5, 20) }), madeAnnotation(2, { span: at(50, 90) })];
    expect(roomToMove(annotations, 100)).toEqual({ earlier: 5, later: 10 });
    expect(moveChanges(annotations, -5).map((change) => change.changes)).toEqual([
      { inFrame: 0, outFrame: 15 },
      { inFrame: 45, outFrame: 85 },
    ]);
  });

  test('confidence changes only what was chosen and only where it differs', () => {
    const annotations = [
      madeAnnotation(1, { confidence: { visibility: 2, interpretation: 1 } }),
      madeAnnotation(2, { confidence: { visibility: 3 } }),
    ];
    const untouched = Object.fromEntries(
      Object.keys(annotations[0]?.confidence ?? {}).map((axis) => [axis, 'leave']),
    ) as Parameters<typeof confidenceChanges>[1];
    const changes = confidenceChanges(annotations, { ...untouched, visibility: 3 });
    expect(changes).toHaveLength(1);
    expect(changes[0]?.changes.confidence).toMatchObject({ visibility: 3, interpretation: 1 });
  });
});
