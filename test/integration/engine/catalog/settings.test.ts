import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../../src-main/domain/setting.ts';
import { openTestMatter, startTestEngine, type TestMatter } from '../../../helpers/open-test-matter.ts';

let test: TestMatter;
beforeEach(async () => {
  test = await openTestMatter();
});
afterEach(() => test.dispose());

describe('what a workstation remembers for its person', () => {
  it('starts with the defaults', async () => {
    expect(await test.pageClient.call('settings.show', {})).toEqual(defaultSettings);
  });

  it('outlives the engine and needs no open matter', async () => {
    await test.pageClient.call('settings.change', { sizes: { 'review-panel': 512 }, opensMuted: true });
    await test.pageClient.call('settings.change', {
      keyMap: { profile: 'arrows-seek', changes: { 'mark.in': ['Q'] } },
    });
    await test.close();
    const next = startTestEngine({ dataFolder: test.dataFolder });
    expect(await next.pageClient.call('settings.show', {})).toEqual({
      ...defaultSettings,
      sizes: { 'review-panel': 512 },
      opensMuted: true,
      keyMap: { profile: 'arrows-seek', changes: { 'mark.in': ['Q'] } },
    });
    await next.engine.close();
  });

  it('refuses what is not a setting', async () => {
    for (const change of [{ sizes: { 'review-panel': -1 } }, { sizes: { '../x': 1 } }, { unheard: true }]) {
      await expect(test.pageClient.call('settings.change', change as never)).rejects.toMatchObject({
        code: 'bad-request',
      });
    }
  });

  it('takes the default for one that cannot be understood, and keeps the others', async () => {
    await test.pageClient.call('settings.change', { opensMuted: true, recentCommands: ['mark.in'] });
    const file = path.join(test.dataFolder, 'settings.json');
    const stored = JSON.parse(readFileSync(file, 'utf8')) as { settings: Record<string, string> };
    stored.settings['page.recentCommands'] = '[not json';
    stored.settings['page.keyMap'] = '{"profile":"of another version"}';
    writeFileSync(file, JSON.stringify(stored));
    expect(await test.pageClient.call('settings.show', {})).toEqual({ ...defaultSettings, opensMuted: true });
  });
});

describe('the keys of a workstation', () => {
  it('travel in a file, which is read and not yet taken over', async () => {
    const file = path.join(test.place, 'keys.json');
    const keyMap = { profile: 'arrows-seek' as const, changes: { 'mark.in': ['Q'] } };
    await test.client.call('settings.change', { keyMap });
    await test.client.call('settings.exportKeyMap', { out: { path: file } });
    await test.client.call('settings.change', { keyMap: defaultSettings.keyMap });
    expect(await test.client.call('settings.readKeyMap', { from: { path: file } })).toEqual(keyMap);
    expect((await test.client.call('settings.show', {})).keyMap).toEqual(defaultSettings.keyMap);
  });

  it('are not read from a file of another kind, nor from a path the page names', async () => {
    const file = path.join(test.place, 'other.json');
    writeFileSync(file, '{"keys":[]}');
    await expect(test.client.call('settings.readKeyMap', { from: { path: file } })).rejects.toMatchObject({
      code: 'bad-request',
    });
    await expect(test.pageClient.call('settings.readKeyMap', { from: { path: file } })).rejects.toMatchObject({
      code: 'not-permitted',
    });
  });
});
