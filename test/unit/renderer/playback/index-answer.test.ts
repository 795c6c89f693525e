import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodeFrameIndex } from '../../../../src-main/domain/frame-index-codec.ts';
import { answerWithIndex, columnsOf } from '../../../../src-renderer/playback/index-answer.ts';
import { madeFrameIndex } from '../../../helpers/made-frame-index.ts';

test('the list of frames is handed over whole, its memory given away', async () => {
  const index = madeFrameIndex([0, 40, 80, 120], { hiddenPts: [-80, -40] });
  const answer = await answerWithIndex(new Uint8Array(deflateSync(encodeFrameIndex(index))));
  const columns = columnsOf(answer);
  expect(structuredClone(answer, { transfer: columns })).toEqual({ index });
  expect(columns).toHaveLength(8);
  expect(columns.every((column) => column.detached)).toBe(true);
});

test('a damaged list of frames is answered with why it cannot be used', async () => {
  const stored = new Uint8Array(deflateSync(encodeFrameIndex(madeFrameIndex([0, 40])).slice(0, -1)));
  const answer = await answerWithIndex(stored);
  expect(answer).toMatchObject({ failure: { code: 'media-unreadable' } });
  expect(columnsOf(answer)).toEqual([]);
  expect(await answerWithIndex(Uint8Array.of(1, 2, 3))).toMatchObject({ failure: { code: 'media-unreadable' } });
});
