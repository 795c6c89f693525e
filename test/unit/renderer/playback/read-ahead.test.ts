import { afterEach, expect, it, vi } from 'vitest';
import type { FootageDetail } from '../../../../src-main/domain/footage.ts';
import type { EngineDoor } from '../../../../src-renderer/engine/engine-door.ts';
import { forgetKeptIndexes } from '../../../../src-renderer/playback/kept-indexes.ts';
import { indexOf, readAhead } from '../../../../src-renderer/playback/read-ahead.ts';
import { smallFrameIndex } from '../small-frame-index.ts';

vi.mock('../../../../src-renderer/playback/index-reader.ts', () => ({
  readIndex: async () => smallFrameIndex([0, 40, 80]),
}));

afterEach(forgetKeptIndexes);

function recording(frameCount: number): FootageDetail {
  return {
    footage: { id: 'FTG-1', byteCount: 1 },
    facts: { container: 'matroska', streams: [] },
    index: { frameCount },
  } as unknown as FootageDetail;
}

function countingEngine() {
  const called: string[] = [];
  const call = async (name: string) => {
    called.push(name);
    return new Uint8Array();
  };
  return { engine: { call } as unknown as EngineDoor, called };
}

it('has the frames of a day there when it is opened, read once', async () => {
  const { engine, called } = countingEngine();
  readAhead(engine, recording(2_592_000));
  readAhead(engine, recording(2_592_000));
  expect(called).toEqual(['footage.frameIndex']);
  await indexOf(engine, recording(2_592_000));
  expect(called).toEqual(['footage.frameIndex']);
});

it('leaves alone what opens quickly, and what was not read yet', () => {
  const { engine, called } = countingEngine();
  readAhead(engine, recording(18_000));
  readAhead(engine, { ...recording(2_592_000), index: null });
  expect(called).toEqual([]);
});
