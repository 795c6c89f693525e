import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { projectRoot } from './launch-app.ts';

const axeSource = readFileSync(path.join(projectRoot, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

type WindowWithAxe = Window & { axe: { run(context: Document | string, options: object): Promise<AxeResults> } };

/** Runs axe over what is on the screen, or a part of it, and expects no finding of serious or critical impact. */
export async function expectAccessible(page: Page, where: string, part?: string): Promise<void> {
  await page.evaluate(axeSource);
  const { violations, passes } = await page.evaluate(
    (within) =>
      (window as unknown as WindowWithAxe).axe.run(within ?? document, { resultTypes: ['violations', 'passes'] }),
    part,
  );
  expect(passes.length, `axe looked at nothing on ${where}`).toBeGreaterThan(5);
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
  expect(serious, `axe findings on ${where}`).toEqual([]);
}
