import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CallInput } from '../../../../src-main/contract/api.ts';
import type { Exhibit, ExhibitOptions } from '../../../../src-main/domain/exhibit.ts';
import { plannedFiles } from '../../../../src-main/domain/exhibit-files.ts';
import type { ExhibitPreview } from '../../../../src-main/domain/exhibit-preview.ts';
import type { FootageId } from '../../../../src-main/domain/identifier.ts';
import { illustrationSchema } from '../../../../src-main/domain/illustration.ts';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import { loadFrameIndex } from '../../../../src-main/engine/footage/frame-index-store.ts';
import { ingestOne } from '../../../helpers/many-annotations.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';

type Of = CallInput<'exhibits.add'>['drafts'][number]['of'];

let test: TestMatter;
let constant: FootageId;
let variable: FootageId;

beforeAll(async () => {
  test = await openTestMatter();
  constant = await ingestOne(test, (await numberedClip('cfr')).path);
  variable = await ingestOne(test, (await numberedClip('raw-h264')).path);
});

afterAll(() => test.dispose());

async function previewOf(
  of: Of,
  options: Partial<ExhibitOptions> = {},
): Promise<{ exhibit: Exhibit; preview: ExhibitPreview }> {
  const [exhibit] = await test.client.call('exhibits.add', { drafts: [{ of, options }] });
  const preview = await test.pageClient.call('exhibits.preview', { id: exhibit?.id as Exhibit['id'] });
  return { exhibit: exhibit as Exhibit, preview };
}

const span = (footageId: FootageId, inFrame: number, outFrame: number): Of => ({
  kind: 'span',
  footageId,
  inFrame: inFrame as FrameNumber,
  outFrame: outFrame as FrameNumber,
});

it('names the pictures just before, first, last and just after, none beyond the ends of the recording', async () => {
  const { count } = loadFrameIndex(test.matter().database, constant);
  const within = await previewOf(span(constant, 30, 45));
  expect(within.preview.frames).toEqual({ before: 29, first: 30, last: 44, after: 45 });
  const whole = await previewOf(span(constant, 0, count));
  expect(whole.preview.frames).toEqual({ before: null, first: 0, last: count - 1, after: null });
  const still = await previewOf({ kind: 'still', footageId: constant, frame: 7 as FrameNumber, aids: null });
  expect(still.preview.frames).toEqual({ before: 6, first: 7, last: 7, after: 8 });
  const native = await previewOf({ kind: 'native', footageId: constant });
  expect(native.preview.frames).toEqual({ before: null, first: 0, last: count - 1, after: null });
});

it('lists the very files that sealing will make, with class, frames, running time and size', async () => {
  const { exhibit, preview } = await previewOf(span(constant, 60, 75), {
    contextBeforeMicros: 1_000_000,
    contextAfterMicros: 500_000,
    withContactSheet: true,
    withNative: true,
    illustration: illustrationSchema.parse({
      slowdown: 4,
      freezes: [
        { frame: 61, millis: 2000 },
        { frame: 2, millis: 500 },
      ],
    }),
  });
  const { database } = test.matter();
  const index = loadFrameIndex(database, constant);
  const { footage } = await test.client.call('footage.show', { footageId: constant });
  const facts = { index, originalName: footage.originalName, hasCaptions: false, mayCarryNative: true };
  expect(preview.files).toMatchObject(
    plannedFiles(exhibit, facts).map(({ role, class: klass, label, span: frames, markedSpan }) => ({
      role,
      class: klass,
      label,
      span: frames,
      markedSpan,
    })),
  );
  const file = (role: string) => preview.files.find((candidate) => candidate.role === role);
  expect(preview.files.map(({ role }) => role)).toEqual([
    'clip',
    'context-clip',
    'still',
    'contact-sheet',
    'illustrative-aid',
    'native',
  ]);
  expect(file('clip')).toMatchObject({
    frameCount: 15,
    durationMicros: preview.durationMicros,
    isByteCountExact: false,
  });
  const wide = file('context-clip');
  expect(wide?.durationMicros).toBe(preview.durationMicros + 1_500_000);
  expect(wide?.markedSpan).toMatchObject({ inFrame: 60, outFrame: 75 });
  expect(file('illustrative-aid')?.durationMicros).toBe(4 * preview.durationMicros + 2_000_000);
  expect(file('native')).toMatchObject({
    frameCount: index.count,
    byteCount: footage.byteCount,
    isByteCountExact: true,
  });
  expect(preview.totalByteCount).toBe(preview.files.reduce((sum, { byteCount }) => sum + byteCount, 0));
  expect(preview.files.every(({ byteCount }) => byteCount > 0)).toBe(true);
  expect(preview.notes).toEqual(
    expect.arrayContaining([
      'The illustrative aid is slowed down and has no sound.',
      '1 mark of the illustration lies outside the span and will not be seen.',
      expect.stringContaining('a public packet leaves it out'),
    ]),
  );
});

it('says what a reader should know: no sound, short context, a rate that varies', async () => {
  const { preview } = await previewOf(span(variable, 5, 10));
  const { facts, index } = await test.client.call('footage.show', { footageId: variable });
  expect(facts?.mainAudioStream).toBeNull();
  expect(preview.notes).toContain('The recording has no sound, and so has the clip.');
  expect(preview.notes.some((note) => note.startsWith('The recording begins '))).toBe(true);
  expect(preview.notes.some((note) => note.includes('variable frame rate'))).toBe(index?.isConstantRate === false);
  const sounding = await previewOf(span(constant, 60, 75), { context: 'none' });
  expect(sounding.preview.notes.filter((note) => note.includes('sound'))).toEqual([]);
  expect(sounding.preview.files.map(({ role }) => role)).toEqual(['clip', 'still']);
});

it('names the context that shares time with it, and the exhibits that do', async () => {
  const draft = { footageId: constant, observation: 'A document is held up to the window.', outFrame: 40 };
  const before = await test.client.call('annotations.add', { ...draft, inFrame: 20, outFrame: 30, code: 'CTX.4' });
  const overlapping = await test.client.call('annotations.add', { ...draft, inFrame: 29, code: 'CTX.4' });
  const conduct = await test.client.call('annotations.add', { ...draft, inFrame: 30, code: 'UOF.1' });
  const { exhibit, preview } = await previewOf({ kind: 'annotation', annotationId: conduct.id });
  expect(preview.kind).toBe('conduct');
  expect(preview.overlappingContext.map(({ annotation, exhibitNumber }) => [annotation.id, exhibitNumber])).toEqual([
    [overlapping.id, null],
  ]);
  const context = await previewOf({ kind: 'annotation', annotationId: overlapping.id });
  const again = await test.client.call('exhibits.preview', { id: exhibit.id });
  expect(again.overlappingContext[0]).toMatchObject({ exhibitNumber: context.exhibit.number });
  expect(again.overlappingExhibits).toContain(context.exhibit.number);
  expect(preview.overlappingContext.map(({ annotation }) => annotation.id)).not.toContain(before.id);
});

it('is refused for an exhibit that is not there', async () => {
  const id = '3f0e7a52-55d7-4a0c-9d4b-0d6f4f5d2b11' as Exhibit['id'];
  await expect(test.client.call('exhibits.preview', { id })).rejects.toMatchObject({ code: 'not-found' });
});
