import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AnnotationId, FootageId, SubjectId } from '../../../../src-main/domain/identifier.ts';
import { type Subject, standingSubjects } from '../../../../src-main/domain/subject.ts';
import { ingestOne } from '../../../helpers/many-annotations.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';

let test: TestMatter;
let footageId: FootageId;

beforeAll(async () => {
  test = await openTestMatter();
  footageId = await ingestOne(test, (await numberedClip('vfr')).path);
});
afterAll(async () => {
  await test.dispose();
});

/** What a reviewer sees: who stands for whom, who is named where, how often. Nothing that a step of history sets anew. */
async function seen(own: ReadonlySet<string>, annotationIds: ReadonlySet<string>) {
  const entries = await test.client.call('subjects.list', { footageId, includeWithdrawn: true });
  const annotations = await test.client.call('annotations.list', { footageId });
  const byId = new Map<SubjectId, Subject>(entries.map(({ subject }) => [subject.id, subject]));
  return {
    subjects: entries
      .filter(({ subject }) => own.has(subject.id) && subject.state === 'in-use')
      .map(({ subject, features, annotationCount, here }) => ({
        id: subject.id,
        name: subject.pseudonym,
        mergedInto: subject.mergedInto,
        features: features.map((feature) => [feature.id, feature.subjectId]),
        annotationCount,
        here,
      })),
    annotations: annotations
      .filter(({ id }) => annotationIds.has(id))
      .map(({ id, subjectIds }) => ({
        id,
        subjectIds,
        named: standingSubjects(byId, subjectIds).map((subject) => subject.id),
      })),
  };
}
type Seen = Awaited<ReturnType<typeof seen>>;

async function revisionOf(id: SubjectId): Promise<{ id: SubjectId; revision: number }> {
  const entries = await test.client.call('subjects.list', { includeWithdrawn: true });
  return { id, revision: entries.find(({ subject }) => subject.id === id)?.subject.revision ?? 0 };
}

type Step =
  | { readonly act: 'merge'; readonly one: number; readonly two: number }
  | { readonly act: 'split-former'; readonly one: number }
  | { readonly act: 'split-chosen'; readonly one: number; readonly mask: number; readonly toFormer: boolean }
  | { readonly act: 'round-trip'; readonly one: number; readonly two: number }
  | { readonly act: 'undo' }
  | { readonly act: 'redo' }
  | { readonly act: 'reopen' };

const place = fc.nat(7);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('merge' as const), one: place, two: place }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('split-former' as const), one: place }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('split-chosen' as const),
      one: place,
      mask: fc.nat(255),
      toFormer: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('round-trip' as const), one: place, two: place }) },
  { weight: 3, arbitrary: fc.constant({ act: 'undo' as const }) },
  { weight: 5, arbitrary: fc.constant({ act: 'redo' as const }) },
  { weight: 1, arbitrary: fc.constant({ act: 'reopen' as const }) },
);

const counts: Record<string, number> = {};

async function walk(links: readonly (readonly number[])[], steps: readonly Step[]): Promise<void> {
  const own: SubjectId[] = [];
  for (const kind of ['agent', 'agent', 'person', 'person'] as const) {
    own.push((await test.client.call('subjects.add', { kind })).id);
  }
  for (const [at, id] of own.entries()) {
    const text = `Seen ${at}`;
    await test.client.call('subjects.addFeature', { subjectId: id, kind: 'other', text, at: { footageId, frame: at } });
  }
  const annotationIds: AnnotationId[] = [];
  for (const [at, named] of links.entries()) {
    const subjectIds = [...new Set(named.map((place) => own[place % own.length] as SubjectId))];
    const span = { inFrame: at * 5, outFrame: at * 5 + 3 };
    const draft = { footageId, ...span, code: 'CTX.1', observation: `Statement ${at}.`, subjectIds };
    annotationIds.push((await test.client.call('annotations.add', draft)).id);
  }
  const look = () => seen(new Set(own), new Set(annotationIds));
  // What was seen after each standing step, and after the steps taken back.
  const done: Seen[] = [await look()];
  let undone: Seen[] = [];
  const standing = (now: Seen) => now.subjects.filter(({ mergedInto }) => mergedInto === null);
  const pick = <T>(list: readonly T[], place: number): T | undefined => list[place % Math.max(1, list.length)];

  async function take(): Promise<void> {
    done.push(await look());
    undone = [];
  }

  for (const one of steps) {
    const now = done.at(-1) as Seen;
    let isTaken = true;
    switch (one.act) {
      case 'merge':
      case 'round-trip': {
        const [from, into] = [pick(standing(now), one.one), pick(standing(now), one.two)];
        if (from === undefined || into === undefined || from.id === into.id) {
          isTaken = false;
          break;
        }
        const reason = 'They look alike.';
        await test.client.call('subjects.merge', {
          ...(await revisionOf(from.id)),
          into: into.id,
          reason,
          evidence: [{ footageId, frame: 3 }],
        });
        await take();
        const after = done.at(-1) as Seen;
        expect(after.annotations.map(({ subjectIds }) => subjectIds)).toEqual(
          now.annotations.map(({ subjectIds }) => subjectIds),
        );
        expect(after.annotations.flatMap(({ named }) => named)).not.toContain(from.id);
        if (one.act === 'round-trip') {
          const to = { former: from.id };
          await test.client.call('subjects.split', { ...(await revisionOf(into.id)), to, reason: 'They differ.' });
          await take();
          expect(done.at(-1)).toEqual(now);
        }
        break;
      }
      case 'split-former':
      case 'split-chosen': {
        const former = now.subjects.filter(({ mergedInto }) => mergedInto !== null);
        const isChosen = one.act === 'split-chosen';
        const chosenFormer = isChosen && !one.toFormer ? undefined : pick(former, one.one);
        const from =
          chosenFormer === undefined
            ? pick(standing(now), one.one)
            : standing(now).find(({ id }) => id === rootOf(now, chosenFormer.id));
        if (from === undefined || (chosenFormer === undefined && !isChosen)) {
          isTaken = false;
          break;
        }
        const mine = now.annotations.filter(({ named }) => named.includes(from.id)).map(({ id }) => id);
        const goes = isChosen ? mine.filter((_, at) => (one.mask & (1 << at)) !== 0) : undefined;
        if (chosenFormer === undefined && goes?.length === 0) {
          isTaken = false;
          break;
        }
        const { to } = await test.client.call('subjects.split', {
          ...(await revisionOf(from.id)),
          to: chosenFormer === undefined ? { kind: 'agent' } : { former: chosenFormer.id },
          reason: 'They differ.',
          ...(goes === undefined ? {} : { annotationIds: goes, featureIds: [] }),
        });
        if (!own.includes(to.id)) {
          own.push(to.id);
        }
        await take();
        const after = done.at(-1) as Seen;
        if (goes !== undefined) {
          for (const annotation of after.annotations) {
            expect(annotation.named.includes(to.id)).toBe(goes.includes(annotation.id));
          }
        }
        break;
      }
      case 'undo': {
        if (done.length < 2) {
          isTaken = false;
          break;
        }
        await test.client.call('history.undo', {});
        undone.push(done.pop() as Seen);
        expect(await look()).toEqual(done.at(-1));
        break;
      }
      case 'redo': {
        const next = undone.pop();
        if (next === undefined) {
          isTaken = false;
          break;
        }
        await test.client.call('history.redo', {});
        done.push(next);
        expect(await look()).toEqual(next);
        break;
      }
      case 'reopen':
        await test.reopen();
        expect(await look()).toEqual(now);
    }
    if (isTaken) {
      counts[one.act] = (counts[one.act] ?? 0) + 1;
    }
  }
}

function rootOf(now: Seen, id: SubjectId): SubjectId {
  const subject = now.subjects.find((candidate) => candidate.id === id);
  return subject === undefined || subject.mergedInto === null ? id : rootOf(now, subject.mergedInto);
}

it('every walk of merges, splits, undo, redo and restarts shows exactly what was there at each point', async () => {
  const links = fc.array(fc.array(fc.nat(3), { maxLength: 3 }), { minLength: 2, maxLength: 5 });
  await fc.assert(fc.asyncProperty(links, fc.array(step, { minLength: 4, maxLength: 14 }), walk), {
    numRuns: 40,
    endOnFailure: true,
  });
  console.log(`steps taken: ${JSON.stringify(counts)}`);
  for (const act of ['merge', 'split-former', 'split-chosen', 'round-trip', 'undo', 'redo', 'reopen']) {
    expect(counts[act] ?? 0).toBeGreaterThan(1);
  }
  const job = await test.client.call('matters.verify', {});
  await test.matter().jobs.wait(job.id);
  expect(await test.client.call('matters.verification', { jobId: job.id })).toMatchObject({ verdict: 'OK' });
}, 120_000);
