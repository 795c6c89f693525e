import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FootageId, SubjectId } from '../../../../src-main/domain/identifier.ts';
import { type Subject, type SubjectEntry, subjectDetailsSchema } from '../../../../src-main/domain/subject.ts';
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

const details = (more: object = {}) => subjectDetailsSchema.parse(more);

async function entryOf(subject: Pick<Subject, 'id'>): Promise<SubjectEntry> {
  const entries = await test.client.call('subjects.list', { footageId, includeWithdrawn: true });
  const entry = entries.find((candidate) => candidate.subject.id === subject.id);
  if (entry === undefined) {
    throw new Error('The subject is not listed.');
  }
  return entry;
}

async function newest(subject: Pick<Subject, 'id'>): Promise<{ id: SubjectId; revision: number }> {
  const { id, revision } = (await entryOf(subject)).subject;
  return { id, revision };
}

function annotate(subjectIds: readonly SubjectId[], inFrame = 10, outFrame = 20) {
  const observation = 'A hand is on a sleeve.';
  return test.client.call('annotations.add', {
    footageId,
    inFrame,
    outFrame,
    code: 'UOF.1',
    observation,
    subjectIds: [...subjectIds],
  });
}

it('names subjects itself, kind by kind, and never uses a name again', async () => {
  const made = [];
  for (const kind of ['agent', 'agent', 'person', 'vehicle', 'agent'] as const) {
    made.push(await test.client.call('subjects.add', { kind }));
  }
  expect(made.map(({ pseudonym }) => pseudonym)).toEqual(['Agent A', 'Agent B', 'Person 1', 'Vehicle 1', 'Agent C']);
  expect(made.map(({ role }) => role)).toEqual(['unknown', 'unknown', 'unknown', 'unknown', 'unknown']);
  await test.client.call('history.undo', {});
  expect((await test.client.call('subjects.add', { kind: 'agent' })).pseudonym).toBe('Agent D');
  const [first] = made;
  expect((await entryOf(first as Subject)).subject.state).toBe('in-use');
  expect((await entryOf(made[4] as Subject)).subject.state).toBe('withdrawn');
});

it('passes over a number whose name was taken by renaming, and refuses a name that is taken', async () => {
  const vehicle = await test.client.call('subjects.add', { kind: 'vehicle', pseudonym: 'Vehicle 4' });
  expect(vehicle.pseudonym).toBe('Vehicle 4');
  const names = [];
  for (let left = 3; left > 0; left -= 1) {
    names.push((await test.client.call('subjects.add', { kind: 'vehicle' })).pseudonym);
  }
  expect(names).toEqual(['Vehicle 3', 'Vehicle 5', 'Vehicle 6']);
  await expect(test.client.call('subjects.add', { kind: 'person', pseudonym: 'vehicle 4' })).rejects.toMatchObject({
    code: 'bad-request',
    message: expect.stringContaining('Vehicle 4'),
  });
});

it.each([
  ['a role of another kind', { role: 'press' }],
  ['a confirmed agency without its source', { details: details({ agencyConfirmed: 'USMS' }) }],
  ['an empty name', { pseudonym: '  ' }],
  ['a plate with other signs', { details: { ...details(), plate: '12*34' } }],
] as const)('refuses %s', async (_what, changes) => {
  const agent = await test.client.call('subjects.add', { kind: 'agent' });
  const change = test.client.call('subjects.revise', { id: agent.id, revision: 1, changes });
  await expect(change).rejects.toMatchObject({ code: 'bad-request' });
  expect((await entryOf(agent)).subject).toEqual(agent);
});

it('keeps every name it had in its history, through undo and closing', async () => {
  const agent = await test.client.call('subjects.add', { kind: 'agent' });
  const renamed = await test.client.call('subjects.revise', {
    id: agent.id,
    revision: 1,
    changes: { pseudonym: 'Agent with green vest', role: 'contact', details: details({ clothing: 'Green vest' }) },
  });
  expect(renamed).toMatchObject({ revision: 2, role: 'contact', details: { clothing: 'Green vest' } });
  await test.reopen();
  await test.client.call('history.undo', {});
  const steps = await test.client.call('subjects.history', { id: agent.id });
  expect(steps.map(({ subject }) => subject?.pseudonym)).toEqual([
    agent.pseudonym,
    'Agent with green vest',
    agent.pseudonym,
  ]);
  const log = await test.client.call('custody.list', {});
  for (const { custodySeq, subject } of steps) {
    expect(log[custodySeq]?.refs).toContain(`subject:${agent.id}@${subject?.revision}`);
  }
  expect(JSON.stringify(log)).not.toContain('Green vest');
});

it('ties a feature to the exact moment of a frame', async () => {
  const agent = await test.client.call('subjects.add', { kind: 'agent' });
  const feature = await test.client.call('subjects.addFeature', {
    subjectId: agent.id,
    kind: 'patch',
    text: 'Patch reads “POL?CE”',
    at: { footageId, frame: 33 },
  });
  const { footage, facts } = await test.client.call('footage.show', { footageId });
  const picture = await test.client.call('footage.frame', { footageId, frame: 33, format: 'jpeg' });
  expect(feature).toMatchObject({ pts: picture.pts, footageDigest: footage.digest, stream: facts?.mainVideoStream });
  expect((await entryOf(agent)).features).toEqual([feature]);
  const beyond = { subjectId: agent.id, kind: 'patch' as const, text: 'x', at: { footageId, frame: 1_000_000 } };
  await expect(test.client.call('subjects.addFeature', beyond)).rejects.toMatchObject({ code: 'frame-out-of-range' });
  await test.client.call('subjects.withdrawFeature', { id: feature.id, revision: 1 });
  expect((await entryOf(agent)).features).toEqual([]);
  await test.client.call('history.undo', {});
  expect((await entryOf(agent)).features.map(({ id }) => id)).toEqual([feature.id]);
});

it('counts annotations and where a subject first and last appears', async () => {
  const agent = await test.client.call('subjects.add', { kind: 'agent' });
  await annotate([agent.id], 10, 20);
  await annotate([agent.id], 50, 60);
  const { annotationCount, here } = await entryOf(agent);
  expect({ annotationCount, here }).toEqual({
    annotationCount: 2,
    here: { annotationCount: 2, firstFrame: 10, lastFrame: 59 },
  });
  const withdrawal = { ...(await newest(agent)), reason: 'Made by mistake.' };
  await expect(test.client.call('subjects.withdraw', withdrawal)).rejects.toMatchObject({
    message: expect.stringContaining('2 annotations'),
  });
});

it('refuses to name a subject that is withdrawn or of another matter', async () => {
  const agent = await test.client.call('subjects.add', { kind: 'agent' });
  await test.client.call('subjects.withdraw', { id: agent.id, revision: 1 });
  await expect(annotate([agent.id])).rejects.toMatchObject({ code: 'bad-request' });
  await expect(annotate(['00000000-0000-4000-8000-000000000000' as SubjectId])).rejects.toMatchObject({
    code: 'not-found',
  });
});

it('merges by an explicit decision with evidence, counts for the standing one, and splits to exactly what was', async () => {
  const a = await test.client.call('subjects.add', { kind: 'agent' });
  const b = await test.client.call('subjects.add', { kind: 'person' });
  const both = await annotate([a.id, b.id], 10, 20);
  const second = await annotate([b.id], 70, 80);
  await test.client.call('subjects.addFeature', {
    subjectId: b.id,
    kind: 'gait',
    text: 'Limps on the left',
    at: { footageId, frame: 72 },
  });
  const before = [await entryOf(a), await entryOf(b)];
  const { merged, standing } = await test.client.call('subjects.merge', {
    id: b.id,
    revision: 1,
    into: a.id,
    reason: 'The same patch and gait in both frames.',
    evidence: [
      { footageId, frame: 12 },
      { footageId, frame: 72 },
    ],
  });
  expect(merged).toMatchObject({ mergedInto: a.id, decision: { kind: 'merged-into', otherId: a.id } });
  expect(standing.decision).toMatchObject({ kind: 'took-in', otherId: b.id, reason: expect.stringContaining('gait') });
  expect(standing.decision?.evidence.map(({ frame }) => frame)).toEqual([12, 72]);
  const { annotationCount, here, features } = await entryOf(a);
  expect([annotationCount, here?.lastFrame, features.length]).toEqual([2, 79, 1]);
  expect(await entryOf(b)).toMatchObject({ annotationCount: 0, here: null, features: [] });
  const listed = await test.client.call('annotations.list', { footageId });
  expect(listed.find(({ id }) => id === second.id)).toEqual(second);
  expect(listed.find(({ id }) => id === both.id)?.subjectIds).toEqual([a.id, b.id]);
  await expect(
    test.client.call('subjects.revise', { ...(await newest(b)), changes: { role: 'press' } }),
  ).rejects.toMatchObject({ message: expect.stringContaining('was merged into') });

  await test.reopen();
  const split = await test.client.call('subjects.split', {
    ...(await newest(a)),
    to: { former: b.id },
    reason: 'The heights differ.',
  });
  expect(split.to).toMatchObject({ id: b.id, mergedInto: null, decision: { kind: 'split-off' } });
  const plain = ({ subject, ...rest }: SubjectEntry) => ({
    ...rest,
    name: subject.pseudonym,
    into: subject.mergedInto,
  });
  expect([await entryOf(a), await entryOf(b)].map(plain)).toEqual(before.map(plain));
  const labels = (await test.client.call('subjects.history', { id: b.id })).map(({ label }) => label);
  expect(labels).toEqual([
    `Add ${b.pseudonym}`,
    `Add a feature of ${b.pseudonym} at frame 72`,
    `Merge ${b.pseudonym} into ${a.pseudonym}`,
    `Split ${b.pseudonym} from ${a.pseudonym}`,
  ]);
});

it('splits chosen annotations and features into a new subject, which undo takes back across a restart', async () => {
  const a = await test.client.call('subjects.add', { kind: 'agent' });
  const stays = await annotate([a.id], 10, 20);
  const goes = await annotate([a.id], 90, 95);
  const feature = await test.client.call('subjects.addFeature', {
    subjectId: a.id,
    kind: 'equipment',
    text: 'Camera on the left shoulder',
    at: { footageId, frame: 91 },
  });
  const request = { ...(await newest(a)), to: { kind: 'agent' as const }, reason: 'Two agents with one vest.' };
  await expect(
    test.client.call('subjects.split', { ...request, annotationIds: [], featureIds: [] }),
  ).rejects.toMatchObject({ message: expect.stringContaining('at least one') });
  const { to } = await test.client.call('subjects.split', {
    ...request,
    annotationIds: [goes.id],
    featureIds: [feature.id],
  });
  const links = async () => {
    const listed = await test.client.call('annotations.list', { footageId });
    return [stays.id, goes.id].map((id) => listed.find((annotation) => annotation.id === id)?.subjectIds);
  };
  expect(await links()).toEqual([[a.id], [to.id]]);
  expect((await entryOf(to)).features).toMatchObject([{ id: feature.id, subjectId: to.id, revision: 2 }]);
  await test.reopen();
  await test.client.call('history.undo', {});
  expect(await links()).toEqual([[a.id], [a.id]]);
  expect((await entryOf(a)).features).toMatchObject([{ id: feature.id, revision: 3 }]);
  expect((await entryOf(to)).subject.state).toBe('withdrawn');
  await test.client.call('history.redo', {});
  expect(await links()).toEqual([[a.id], [to.id]]);
});

it.each([
  ['itself', async (a: Subject) => ({ ...(await newest(a)), into: a.id })],
  [
    'a vehicle',
    async (a: Subject) => ({
      ...(await newest(a)),
      into: (await test.client.call('subjects.add', { kind: 'vehicle' })).id,
    }),
  ],
  ['an older revision', async (a: Subject) => ({ id: a.id, revision: 7, into: a.id })],
] as const)('refuses to merge a subject into %s', async (_what, requestOf) => {
  const a = await test.client.call('subjects.add', { kind: 'agent' });
  const request = await requestOf(a);
  await expect(
    test.client.call('subjects.merge', { ...request, reason: 'Alike.', evidence: [{ footageId, frame: 1 }] }),
  ).rejects.toMatchObject({
    code: expect.stringMatching(/bad-request|edit-conflict/),
  });
});

it('leaves a matter that verifies', async () => {
  const job = await test.client.call('matters.verify', {});
  await test.matter().jobs.wait(job.id);
  expect(await test.client.call('matters.verification', { jobId: job.id })).toMatchObject({ verdict: 'OK' });
});
