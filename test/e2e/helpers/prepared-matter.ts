import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { OpenMatter } from '../../../src-main/engine/matters/open-matter.ts';
import { leastKeyDerivation, startTestEngine, type TestEngine } from '../../helpers/open-test-matter.ts';
import type { RunningApp } from './launch-app.ts';
import { sayWhoOneIs, testPassphrase } from './matter-steps.ts';
import { answerOpenDialogs } from './native-dialogs.ts';

/** A real matter on the disk, made by an engine in this process before the app starts: for screens with thousands of rows. */
export async function prepareMatter(
  place: string,
  fill: (matter: OpenMatter, engine: TestEngine) => Promise<void>,
): Promise<string> {
  const folder = path.join(place, 'prepared');
  const dataFolder = path.join(place, 'prepared-data');
  await mkdir(dataFolder, { recursive: true });
  const started = startTestEngine({ dataFolder, keyDerivation: leastKeyDerivation });
  await started.client.call('matters.create', {
    folder: { path: folder },
    name: 'Elm Street, 14 March',
    passphrase: testPassphrase,
    reviewer: { name: 'Robin Reviewer', role: 'attorney' },
  });
  const { openMatter } = started.context;
  if (openMatter === null) {
    throw new Error('The prepared matter is not open.');
  }
  await fill(openMatter, started);
  await started.engine.close();
  return folder;
}

/** Opens a matter on the first screen as a person would. */
export async function openPrepared({ app, page }: RunningApp, folder: string): Promise<void> {
  await answerOpenDialogs(app, [folder]);
  await page.getByRole('tab', { name: 'Open a matter' }).click();
  await page.getByRole('button', { name: /^(Other|Choose a) folder…$/ }).click();
  await sayWhoOneIs(page, 'Dana Whitfield');
  await page.getByRole('textbox', { name: 'Passphrase or recovery key' }).fill(testPassphrase);
  await page.getByRole('button', { name: 'Open the matter' }).click();
  await expect(page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible({ timeout: 30_000 });
}
