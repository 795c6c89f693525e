import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { matterIdSchema } from '../../../../src-main/domain/identifier.ts';
import { microsSchema } from '../../../../src-main/domain/time.ts';
import type { Catalog } from '../../../../src-main/engine/catalog/catalog.ts';
import { openCatalog } from '../../../../src-main/engine/catalog/local-catalog.ts';
import { makeTestPlace } from '../../../helpers/open-test-matter.ts';

let place = '';
let catalog: Catalog;
beforeEach(() => {
  place = makeTestPlace('catalog');
  catalog = openCatalog(path.join(place, 'data'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

function known(name: string, openedAt: number) {
  return {
    id: matterIdSchema.parse(randomUUID()),
    name,
    folder: path.join(place, name),
    openedAt: microsSchema.parse(openedAt),
  };
}

describe('the catalog', () => {
  it('is empty where there is nothing, and keeps the newest first', async () => {
    expect(await catalog.knownMatters()).toEqual([]);
    const [older, newer] = [known('older', 1), known('newer', 2)];
    await catalog.rememberMatter(newer);
    await catalog.rememberMatter(older);
    expect(await openCatalog(path.join(place, 'data')).knownMatters()).toEqual([newer, older]);
    await catalog.rememberMatter({ ...older, openedAt: microsSchema.parse(3) });
    expect((await catalog.knownMatters()).map(({ name }) => name)).toEqual(['older', 'newer']);
  });

  it('forgets a matter but not what proves its history', async () => {
    const matter = known('one', 1);
    await catalog.rememberMatter(matter);
    await catalog.keepDeviceKey(matter.id, 'abcd');
    await catalog.keepCheckpoint(matter.id, 'a note');
    await catalog.forgetMatter(matter.id);
    expect(await catalog.knownMatters()).toEqual([]);
    expect(await catalog.deviceKey(matter.id)).toBe('abcd');
    expect(await catalog.heldCheckpoints(matter.id)).toEqual(['a note']);
  });

  it('loses nothing when much is written at once, and keeps the newest 200 checkpoints', async () => {
    const matter = known('one', 1);
    await catalog.rememberMatter(matter);
    await Promise.all(Array.from({ length: 230 }, (_, at) => catalog.keepCheckpoint(matter.id, `note ${at}`)));
    const held = await catalog.heldCheckpoints(matter.id);
    expect(held).toHaveLength(200);
    expect(held.at(-1)).toBe('note 229');
    expect(await catalog.knownMatters()).toEqual([matter]);
  });

  it('sets a damaged file aside, says so, and keeps the rest', async () => {
    const [one, two] = [known('one', 1), known('two', 2)];
    await catalog.rememberMatter(one);
    await catalog.rememberMatter(two);
    const file = path.join(place, 'data', 'matters', `${one.id}.json`);
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 40));
    expect(await catalog.knownMatters()).toEqual([two]);
    expect(readdirSync(path.dirname(file)).filter((name) => name.includes('.damaged-'))).toHaveLength(1);
    await catalog.rememberMatter(one);
    expect(await catalog.knownMatters()).toEqual([two, one]);
  });

  it('keeps settings', async () => {
    expect(await catalog.setting('theme')).toBeNull();
    await Promise.all([catalog.keepSetting('theme', 'dark'), catalog.keepSetting('language', 'en')]);
    expect([await catalog.setting('theme'), await catalog.setting('language')]).toEqual(['dark', 'en']);
  });

  it('fails loudly where it cannot write, and goes on afterwards', async () => {
    mkdirSync(path.join(place, 'data'));
    writeFileSync(path.join(place, 'data', 'matters'), 'a file in the way');
    await expect(catalog.rememberMatter(known('one', 1))).rejects.toThrow();
    rmSync(path.join(place, 'data', 'matters'));
    await catalog.rememberMatter(known('two', 1));
    expect(await catalog.knownMatters()).toHaveLength(1);
  });
});
