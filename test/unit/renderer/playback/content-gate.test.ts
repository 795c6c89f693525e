import { describe, expect, test } from 'vitest';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import { createContentGate, type NotedSpan } from '../../../../src-renderer/playback/content-gate.ts';
import { createPlayhead, type PlayheadSnapshot } from '../../../../src-renderer/playback/playhead.ts';
import type { Transport } from '../../../../src-renderer/playback/transport-parts.ts';
import { steadyFrameIndex } from '../small-frame-index.ts';

/** 25 frames a second: a lead of 25 frames at normal speed. */
const index = steadyFrameIndex(1000);

/** A transport that does at once what it is told, and remembers every picture it showed. */
function newBench(notes: readonly NotedSpan[]) {
  const playhead = createPlayhead(0 as FrameNumber);
  const shown: number[] = [];
  const show = (frame: number, mode: PlayheadSnapshot['mode']) => {
    const clamped = Math.max(0, Math.min(999, frame)) as FrameNumber;
    shown.push(clamped);
    playhead.update({ mode, shownFrame: clamped, targetFrame: clamped });
  };
  const here = () => playhead.getSnapshot().targetFrame;
  const { mode } = { mode: () => playhead.getSnapshot().mode };
  const inner: Transport = {
    attachVideo: () => undefined,
    canPlay: () => true,
    play: () => show(here(), 'playing'),
    playWithin: ({ first }) => show(first, 'playing'),
    pause: () => playhead.update({ mode: 'still' }),
    togglePlay: () => (mode() === 'still' ? show(here(), 'playing') : playhead.update({ mode: 'still' })),
    shuttleForward: () => show(here(), 'playing'),
    shuttleBackward: () => show(here(), 'reverse'),
    shuttleStop: () => playhead.update({ mode: 'still' }),
    setRate: (rate) => playhead.update({ rate }),
    step: (frames) => show(here() + frames, 'still'),
    jumpTo: (frame) => show(frame, mode() === 'playing' ? 'playing' : 'still'),
    scrubTo: (frame) => show(frame, 'still'),
    prepare: () => undefined,
    retry: () => undefined,
    dispose: () => undefined,
  };
  const gate = createContentGate({ index, playhead, transport: inner });
  gate.setNotes(notes);
  /** Lets play run until it stops by itself or has come to `end`. */
  const run = (end: number) => {
    for (let step = 0; step < 2000 && mode() !== 'still' && here() !== end; step++) {
      show(here() + (mode() === 'reverse' ? -1 : 1), mode());
    }
  };
  return { gate, transport: gate.transport, playhead, shown, run, here, mode };
}

const fight: NotedSpan = { id: 'fight', inFrame: 100, outFrame: 150 };
const fall: NotedSpan = { id: 'fall', inFrame: 150, outFrame: 180 };
const inSpan = (frames: readonly number[], span: NotedSpan) =>
  frames.filter((frame) => frame >= span.inFrame && frame < span.outFrame);

describe('the content gate', () => {
  test('stops play about a second before the first picture of a noted span, and goes on when told to', () => {
    const bench = newBench([fight]);
    bench.transport.play();
    bench.run(999);
    expect(bench.gate.question()).toEqual({ noteIds: ['fight'] });
    expect(bench.gate.question()).toBe(bench.gate.question());
    expect(bench.mode()).toBe('still');
    expect(bench.here()).toBe(75);
    bench.gate.answer('go-on', 'once');
    bench.run(200);
    expect(bench.here()).toBe(200);
    expect(inSpan(bench.shown, fight)).toHaveLength(50);
  });

  test('leaves a longer lead at a higher speed', () => {
    const bench = newBench([{ ...fight, inFrame: 500, outFrame: 510 }]);
    bench.transport.setRate(8);
    bench.transport.play();
    bench.run(999);
    expect(bench.here()).toBe(300);
  });

  test('asks before playing backwards into a span from behind', () => {
    const bench = newBench([fight]);
    bench.transport.jumpTo(400);
    bench.transport.shuttleBackward();
    bench.run(0);
    expect(bench.gate.question()).toEqual({ noteIds: ['fight'] });
    expect(inSpan(bench.shown, fight)).toEqual([]);
    bench.gate.answer('skip', 'once');
    bench.run(0);
    expect(bench.here()).toBe(0);
    expect(inSpan(bench.shown, fight)).toEqual([]);
  });

  test.each([
    ['a jump', (transport: Transport) => transport.jumpTo(120)],
    [
      'a step',
      (transport: Transport) => {
        transport.jumpTo(99);
        transport.step(1);
      },
    ],
    ['dragging', (transport: Transport) => transport.scrubTo(149)],
    [
      'playing a span',
      (transport: Transport) => transport.playWithin({ first: 90, end: 130, rest: 90, isRepeated: false }),
    ],
  ] as const)('holds %s into a noted span until the answer', (_what, move) => {
    const bench = newBench([fight]);
    move(bench.transport);
    expect(bench.gate.question()).toEqual({ noteIds: ['fight'] });
    expect(inSpan(bench.shown, fight)).toEqual([]);
    bench.gate.answer('stop', 'recording');
    expect(bench.gate.question()).toBeNull();
    expect(inSpan(bench.shown, fight)).toEqual([]);
    move(bench.transport);
    bench.gate.answer('go-on', 'once');
    bench.run(140);
    expect(inSpan(bench.shown, fight).length).toBeGreaterThan(0);
  });

  test('takes no other move while it asks', () => {
    const bench = newBench([fight]);
    bench.transport.jumpTo(120);
    bench.transport.jumpTo(10);
    bench.transport.step(1);
    expect(bench.shown).toEqual([]);
    bench.gate.answer('go-on', 'once');
    expect(bench.shown).toEqual([120]);
  });

  test('skips a span and those that touch it', () => {
    const bench = newBench([fight, fall]);
    bench.transport.play();
    bench.run(999);
    bench.gate.answer('skip', 'once');
    bench.run(300);
    expect(bench.here()).toBe(300);
    expect([...inSpan(bench.shown, fight), ...inSpan(bench.shown, fall)]).toEqual([]);
    expect(bench.shown).toContain(180);
  });

  test('stays where it is when there is nothing behind the span', () => {
    const bench = newBench([{ id: 'end', inFrame: 900, outFrame: 1000 }]);
    bench.transport.play();
    bench.run(999);
    bench.gate.answer('skip', 'once');
    expect(bench.mode()).toBe('still');
    expect(bench.here()).toBeLessThan(900);
  });

  test('asks again when a span is entered anew, unless the choice holds', () => {
    const bench = newBench([fight]);
    const enter = () => {
      bench.transport.jumpTo(50);
      bench.transport.jumpTo(120);
      return bench.gate.question() !== null;
    };
    expect(enter()).toBe(true);
    bench.gate.answer('go-on', 'once');
    bench.transport.step(1);
    expect(bench.gate.question()).toBeNull();
    expect(enter()).toBe(true);
    bench.gate.answer('go-on', 'span');
    expect(enter()).toBe(false);
    expect(bench.here()).toBe(120);
  });

  test('a choice for the recording holds for other spans too', () => {
    const bench = newBench([fight, { id: 'later', inFrame: 400, outFrame: 410 }]);
    bench.transport.play();
    bench.run(999);
    bench.gate.answer('skip', 'recording');
    bench.run(600);
    expect(bench.here()).toBe(600);
    expect(bench.shown.filter((frame) => frame >= 400 && frame < 410)).toEqual([]);
    // An express wish to go there is asked about all the same.
    bench.transport.pause();
    bench.transport.jumpTo(405);
    expect(bench.gate.question()).toEqual({ noteIds: ['later'] });
  });

  test('goes on without sound inside the span and nowhere else', () => {
    const bench = newBench([fight]);
    const heard: [number, boolean][] = [];
    bench.gate.subscribe(() => heard.push([bench.here(), bench.gate.isSilenced()]));
    bench.transport.play();
    bench.run(999);
    bench.gate.answer('go-on-silent', 'once');
    bench.run(200);
    expect(heard.filter(([, isSilent]) => isSilent)).toEqual([[100, true]]);
    expect(heard.at(-1)).toEqual([150, false]);
  });

  test('does not ask about the span that the reviewer has just noted while looking at it', () => {
    const bench = newBench([]);
    bench.transport.jumpTo(120);
    bench.gate.setNotes([fight]);
    bench.transport.step(1);
    expect(bench.gate.question()).toBeNull();
    bench.transport.jumpTo(10);
    bench.transport.jumpTo(120);
    expect(bench.gate.question()).toEqual({ noteIds: ['fight'] });
  });

  test('asks nobody who does not want it, and nothing where there are no notes', () => {
    const off = newBench([fight]);
    off.gate.setOff(true);
    off.transport.play();
    off.run(300);
    expect(off.here()).toBe(300);
    const none = newBench([]);
    none.transport.play();
    none.run(300);
    expect(none.here()).toBe(300);
  });
});
