import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPortPair } from '../../../../src-main/contract/port.ts';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { FootageId } from '../../../../src-main/domain/identifier.ts';
import { createEngineCache, engineKey, keepCacheTrue } from '../../../../src-renderer/engine/engine-cache.ts';
import { createEngineDoor, type EngineDoor } from '../../../../src-renderer/engine/engine-door.ts';
import { ingestOne, writeMany } from '../../../helpers/many-annotations.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';

let test: TestMatter;
let first: FootageId;
let second: FootageId;
let door: EngineDoor;
const cache = createEngineCache();
/** Lists asked of the engine by the cache. */
let asked = 0;

function connect(): void {
  const [own, other] = createPortPair();
  test.engine.attach(other, 'page');
  door.connect(own);
}

beforeAll(async () => {
  test = await openTestMatter();
  first = await ingestOne(test, (await numberedClip('vfr')).path);
  second = await ingestOne(test, (await numberedClip('ntsc')).path);
  door = createEngineDoor();
  keepCacheTrue(door, cache);
  connect();
});

afterAll(async () => {
  await test.dispose();
});

type ListInput = { footageId?: FootageId; includeWithdrawn?: boolean };

/** As a screen does it: what the cache holds, or asked of the engine when it holds nothing true. */
async function shownList(input: ListInput): Promise<Annotation[]> {
  return await cache.fetchQuery({
    queryKey: engineKey('annotations.list', input),
    queryFn: () => {
      asked += 1;
      return door.call('annotations.list', input);
    },
  });
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

it('are what the engine would answer after any run of edits, undo, redo and a new engine port', async () => {
  const inputs: ListInput[] = [
    { footageId: first, includeWithdrawn: true },
    { footageId: first },
    { footageId: second },
    {},
  ];
  const acts = [
    'add',
    'revise',
    'recode-many',
    'withdraw-many',
    'split',
    'merge',
    'undo',
    'redo',
    'reconnect',
  ] as const;
  const step = fc.record({ act: fc.constantFrom(...acts), pick: fc.nat(1000), onSecond: fc.boolean() });
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (run) => {
      for (const { act, pick, onSecond } of run) {
        steps += 1;
        const footageId = onSecond ? second : first;
        const inUse = await test.client.call('annotations.list', { footageId });
        const chosen = inUse.slice(pick % Math.max(1, inUse.length)).slice(0, 3);
        const items = chosen.map(({ id, revision }) => ({ id, revision }));
        const [one] = chosen;
        const history = await test.client.call('history.state', {});
        if (act === 'add' || one === undefined) {
          const inFrame = pick % 80;
          await test.client.call('annotations.add', {
            footageId,
            inFrame,
            outFrame: inFrame + 4,
            code: 'UOF.1',
            observation: `Seen ${pick}.`,
          });
        } else if (act === 'revise') {
          const inFrame = pick % 100;
          await test.client.call('annotations.revise', {
            id: one.id,
            revision: one.revision,
            changes: { inFrame, outFrame: inFrame + 9 },
          });
        } else if (act === 'recode-many') {
          await test.client.call('annotations.reviseMany', {
            changes: items.map((item) => ({ ...item, changes: { code: 'UOF.1', observation: `Now ${pick}.` } })),
          });
        } else if (act === 'withdraw-many') {
          await test.client.call('annotations.withdrawMany', { items });
        } else if (act === 'split' && one.span.outFrame - one.span.inFrame > 1) {
          await test.client.call('annotations.split', {
            id: one.id,
            revision: one.revision,
            atFrame: one.span.inFrame + 1,
          });
        } else if (act === 'merge' && items.length > 1) {
          await test.client.call('annotations.merge', { items });
        } else if (act === 'undo' && history.undoLabel !== null) {
          await test.client.call('history.undo', {});
        } else if (act === 'redo' && history.redoLabel !== null) {
          await test.client.call('history.redo', {});
        } else if (act === 'reconnect') {
          door.lose();
          await test.client.call('annotations.add', {
            footageId,
            inFrame: 1,
            outFrame: 2,
            code: 'UOF.1',
            observation: 'Meanwhile.',
          });
          connect();
        }
        await settled();
        for (const input of inputs) {
          expect(await shownList(input)).toEqual(await test.client.call('annotations.list', input));
        }
      }
    }),
    { numRuns: 25 },
  );
  console.log(`${steps} steps, four lists each: ${asked} lists asked of the engine`);
  expect(asked).toBeLessThan(steps);
}, 60_000);

it('of ten thousand take in one edit without being asked again, and keep what did not change', async () => {
  writeMany(test.matter(), first, 10_000);
  cache.removeQueries();
  const input = { footageId: first, includeWithdrawn: true };
  const began = performance.now();
  const before = await shownList(input);
  const opened = performance.now() - began;
  asked = 0;
  // The runs before left some withdrawn, which are not changed.
  const inUse = before.filter(({ state }) => state !== 'withdrawn');
  const target = inUse[5000] as Annotation;
  const edit = performance.now();
  await test.client.call('annotations.revise', {
    id: target.id,
    revision: target.revision,
    changes: { observation: 'Changed.' },
  });
  await settled();
  const after = await shownList(input);
  console.log(
    `10,000 annotations: list ${opened.toFixed(0)} ms, one edit ${(performance.now() - edit).toFixed(0)} ms with the list patched`,
  );
  expect(asked).toBe(0);
  expect(after.filter((annotation, at) => annotation !== before[at]).map(({ observation }) => observation)).toEqual([
    'Changed.',
  ]);
  const bulk = inUse.slice(0, 3000).map(({ id }) => after.find((one) => one.id === id) as Annotation);
  await test.client.call('annotations.reviseMany', {
    changes: bulk.map(({ id, revision }) => ({ id, revision, changes: { observation: 'Many.' } })),
  });
  await settled();
  expect(await shownList(input)).toEqual(await test.client.call('annotations.list', input));
});
