import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Codebook, codebookSchema } from '../../../../src-main/domain/codebook.ts';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';
import { annotationRow, plantFootage, writeAnnotation } from '../../../helpers/plant-content.ts';

let test: TestMatter;

beforeAll(async () => {
  test = await openTestMatter();
});
afterAll(() => test.dispose());

it('offers nothing while the matter has the shipped codebook', async () => {
  expect(await test.client.call('codebook.offer', {})).toBeNull();
});

it('a matter annotated before matters kept versions goes on with that version and is offered the newer one', async () => {
  const old = await openTestMatter({ name: 'Old' });
  try {
    const matter = old.matter();
    const footage = plantFootage(matter, Buffer.from('not a film'));
    writeAnnotation(matter, null, annotationRow(matter, footage, 'A hand is raised.'));
    // As it was before: no vocabulary in the database.
    for (const name of ['update', 'delete']) {
      matter.database.exec(`DROP TRIGGER codebook_start_is_immutable_${name}`);
    }
    matter.database.exec('DELETE FROM codebook_start');
    await old.reopen();
    expect((await old.client.call('codebook.show', {})).version).toBe('1.0.0');
    await old.client.call('codebook.change', {
      base: '1.0.0',
      steps: [
        { do: 'revise-code', id: 'UOF.1', label: 'Control físico', synonyms: ['agarre'] },
        { do: 'retire-code', id: 'VEH.2' },
      ],
    });
    const offer = await old.client.call('codebook.offer', {});
    expect(offer?.version).toBe('1.1.0');
    expect(offer?.differences.filter(({ what }) => what === 'rule').length).toBeGreaterThan(3);
    expect(offer?.kept.join()).toContain('synonyms of UOF.1');
    const { version } = await old.client.call('codebook.upgrade', { base: '1.1.0' });
    const book = await old.client.call('codebook.show', {});
    expect(book).toMatchObject({ version, basis: { version: '1.1.0' } });
    expect(book.codes.find(({ id }) => id === 'UOF.1')).toMatchObject({
      label: 'Control físico',
      synonyms: ['agarre'],
    });
    expect(book.codes.find(({ id }) => id === 'VEH.2')?.isRetired).toBe(true);
    expect(book.codes.find(({ id }) => id === 'UOF.5')?.synonyms).toContain('taser');
    expect(await old.client.call('codebook.offer', {})).toBeNull();
    await old.client.call('history.undo', {});
    expect((await old.client.call('codebook.offer', {}))?.version).toBe('1.1.0');
  } finally {
    await old.dispose();
  }
});

it('takes over a shipped codebook of tomorrow: new codes and wordings, and never an id that means something else here', async () => {
  const resources = path.join(test.place, 'resources');
  cpSync(path.resolve(import.meta.dirname, '../../../../resources'), resources, { recursive: true });
  const file = path.join(resources, 'codebooks', 'conduct-and-context.json');
  const shipped = codebookSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const first = shipped.codes[0];
  const tomorrow: Codebook = {
    ...shipped,
    version: '2.0.0',
    codes: [
      ...shipped.codes.map((code) => (code.id === 'UOF.2' ? { ...code, definition: 'A blow is seen.' } : code)),
      ...(first === undefined ? [] : [{ ...first, id: 'UOF.11', label: 'Shield' }]),
    ],
  };
  writeFileSync(file, JSON.stringify(tomorrow));
  await test.client.call('codebook.change', {
    base: shipped.version,
    steps: first === undefined ? [] : [{ do: 'add-code', code: { ...first, id: 'UOF.11', label: 'Rope' } }],
  });
  const matter = test.matter();
  const { offerCodebook } = await import('../../../../src-main/engine/codebook/upgrade-codebook.ts');
  const offer = offerCodebook({ ...matter, options: { ...matter.options, resourcesFolder: resources } });
  expect(offer?.differences.map(({ id, how }) => [id, how])).toEqual([['UOF.2', 'revised']]);
  expect(offer?.kept.join()).toContain('UOF.11 means "Rope" here');
});
