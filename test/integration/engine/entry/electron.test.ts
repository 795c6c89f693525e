import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeTestPlace } from '../../../helpers/open-test-matter.ts';

describe('the engine as a utility process', () => {
  it('answers on the ports it is handed and ends when asked', () => {
    const place = makeTestPlace('electron');
    const host = path.join(import.meta.dirname, '../../../helpers/electron-host.ts');
    const options = { dataFolder: place, resourcesFolder: place, appVersion: '0.0.0-test', host: 'electron-utility' };
    const said = execFileSync(process.execPath, [host, JSON.stringify(options)], { encoding: 'utf8', timeout: 60_000 });
    expect(JSON.parse(said)).toMatchObject({ about: { engineHost: 'electron-utility' }, refused: 'not-permitted' });
    rmSync(place, { recursive: true, force: true });
  });
});
