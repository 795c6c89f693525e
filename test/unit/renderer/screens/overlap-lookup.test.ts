import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlapLookup } from '../../../../src-renderer/screens/review/annotation-form/overlap-lookup.ts';

const stretch = fc
  .tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: 1, max: 40 }))
  .map(([inPts, length]) => ({ inPts, outPts: inPts + length }));

test('finds what going through everything finds, in order of start', () => {
  fc.assert(
    fc.property(
      fc.array(stretch, { maxLength: 60 }),
      fc.array(stretch, { minLength: 1, maxLength: 20 }),
      (spans, asked) => {
        const items = spans.map((span, id) => ({ id, span }));
        const find = overlapLookup(items);
        for (const { inPts, outPts } of asked) {
          const plain = items
            .filter(({ span }) => span.inPts < outPts && span.outPts > inPts)
            .toSorted((a, b) => a.span.inPts - b.span.inPts);
          expect(find({ inPts, outPts })).toEqual(plain);
        }
      },
    ),
  );
});

test('looks at few of ten thousand, even where one of them is as long as the recording', () => {
  let looks = 0;
  const items = Array.from({ length: 10_000 }, (_, at) => ({
    get span() {
      looks += 1;
      return { inPts: at * 10, outPts: at === 0 ? 100_000 : at * 10 + 10 };
    },
  }));
  const find = overlapLookup(items);
  looks = 0;
  expect(find({ inPts: 50_005, outPts: 50_025 })).toHaveLength(4);
  expect(looks).toBeLessThan(100);
});
