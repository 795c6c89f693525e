import type { IngestResult } from '../../../src-main/domain/acquisition.ts';

const order = { failed: 0, skipped: 1, duplicate: 2, stored: 3 } as const;

/** Problems before what went well; otherwise as the engine lists them. */
export function outcomesFirst(results: readonly IngestResult[]): IngestResult[] {
  return [...results].sort((a, b) => order[a.outcome] - order[b.outcome]);
}

/** One line: `18 stored, 1 already in this matter, 1 not stored.` */
export function countOutcomes(results: readonly IngestResult[]): string {
  const names = {
    stored: 'stored',
    duplicate: 'already in this matter',
    failed: 'not stored',
    skipped: 'skipped',
  } as const;
  const parts = (['stored', 'duplicate', 'failed', 'skipped'] as const).flatMap((outcome) => {
    const count = results.filter((result) => result.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${names[outcome]}`];
  });
  return parts.length === 0 ? 'Nothing has been taken yet.' : `${parts.join(', ')}.`;
}
