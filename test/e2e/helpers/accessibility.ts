import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { projectRoot } from './launch-app.ts';

const axeSource = readFileSync(path.join(projectRoot, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

type WindowWithAxe = Window & { axe: { run(context: Document | string, options: object): Promise<AxeResults> } };

/** Runs axe over what is on the screen, or a part of it; the findings of serious or critical impact, each with what it is about. `rules` names the only ones to run. */
export async function seriousFindings(
  page: Page,
  where: string,
  part?: string,
  rules?: readonly string[],
): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations, passes } = await page.evaluate(
    ([within, only]) =>
      (window as unknown as WindowWithAxe).axe.run(within ?? document, {
        resultTypes: ['violations', 'passes'],
        ...(only === undefined ? {} : { runOnly: [...only] }),
      }),
    [part, rules] as const,
  );
  expect(passes.length, `axe looked at nothing on ${where}`).toBeGreaterThan(rules === undefined ? 5 : 0);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}

/** Expects that axe finds nothing of serious or critical impact on the screen, or in a part of it. */
export async function expectAccessible(page: Page, where: string, part?: string): Promise<void> {
  expect(await seriousFindings(page, where, part), `axe findings on ${where}`).toEqual([]);
}
