import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyForm, type UnfinishedAnnotation } from '../../../../src-main/domain/unfinished-annotation.ts';
import { ingestOne } from '../../../helpers/many-annotations.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openTestMatter, type TestMatter, testPassphrase } from '../../../helpers/open-test-matter.ts';

let test: TestMatter;
let unfinished: UnfinishedAnnotation;

beforeAll(async () => {
  test = await openTestMatter();
  const footageId = await ingestOne(test, (await numberedClip('cfr')).path);
  unfinished = {
    footageId,
    annotationId: null,
    typed: { span: { inFrame: 10, outFrame: 20 }, values: { ...emptyForm, observation: 'x'.repeat(10_000) } },
    opened: null,
  };
});

afterAll(async () => {
  await test.dispose();
});

it('what was typed and not recorded is there when the matter is opened again, and is no statement of it', async () => {
  const before = await test.client.call('custody.list', {});
  await test.pageClient.call('unfinished.keep', { ...unfinished, typed: { ...unfinished.typed, values: emptyForm } });
  await test.pageClient.call('unfinished.keep', unfinished);
  expect(await test.client.call('custody.list', {})).toHaveLength(before.length);
  await test.close();
  await test.reopen();
  expect(await test.pageClient.call('unfinished.list', {})).toEqual([unfinished]);
  expect((await test.client.call('history.state', {})).undoLabel).toBeNull();
});

it('belongs to who typed it, and is gone once it is recorded or discarded', async () => {
  const reviewer = { name: 'Kim Colleague', role: 'paralegal' as const };
  await test.close();
  await test.client.call('matters.open', { folder: { path: test.folder }, passphrase: testPassphrase, reviewer });
  expect(await test.pageClient.call('unfinished.list', {})).toEqual([]);
  await test.pageClient.call('unfinished.drop', keyOfForm());
  await test.close();
  await test.reopen();
  expect(await test.pageClient.call('unfinished.list', {})).toHaveLength(1);
  await test.pageClient.call('unfinished.drop', keyOfForm());
  expect(await test.pageClient.call('unfinished.list', {})).toEqual([]);
});

function keyOfForm() {
  return { footageId: unfinished.footageId, annotationId: null };
}
