import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { RunningApp } from './launch-app.ts';
import { answerSaveDialogs } from './native-dialogs.ts';

export const testPassphrase = 'slate harbor lantern copper meadow';

/** Creates a matter on the first screen as a person would and goes on to the library. Gives its folder and recovery key. */
export async function createMatter(
  running: RunningApp,
  parentFolder: string,
  name = 'Elm Street, 14 March',
): Promise<{ folder: string; recoveryKey: string }> {
  const { app, page } = running;
  const folder = path.join(parentFolder, 'elm-street');
  await answerSaveDialogs(app, folder);
  await page.getByRole('tab', { name: 'Create a matter' }).click();
  await page.getByRole('textbox', { name: 'Name of the matter' }).fill(name);
  await page.getByRole('button', { name: 'Choose a folder…' }).click();
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(testPassphrase);
  await page.getByRole('textbox', { name: 'Passphrase again' }).fill(testPassphrase);
  await sayWhoOneIs(page, 'Dana Whitfield');
  await page.getByRole('button', { name: 'Create the matter' }).click();
  const notice = page.getByRole('alertdialog', { name: 'Recovery key of this matter' });
  const recoveryKey = await notice.locator('code').innerText();
  await putRecoveryKeyAway(page);
  await expect(page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible();
  return { folder, recoveryKey };
}

/** Fills in name and role where a matter is opened or created. */
export async function sayWhoOneIs(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('button', { name: /Your role/ }).click();
  await page.getByRole('option', { name: 'Paralegal' }).click();
}

export async function putRecoveryKeyAway(page: Page): Promise<void> {
  await page.getByText('I have printed or written down the recovery key').click();
  await page.getByRole('button', { name: 'Go on to the matter' }).click();
}

/** Closes the open matter from the reviewer's menu. */
export async function closeMatter(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Dana Whitfield/ }).click();
  await page.getByRole('menuitem', { name: 'Close this matter' }).click();
  await expect(page.getByRole('tab', { name: 'Open a matter' })).toBeVisible();
}
