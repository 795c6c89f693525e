import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';

/**
 * Reads a database row (or an image of one) by its schema; nothing from disk is trusted before.
 * `what` names the noun for the sentence ("annotation"). Errors: `matter-damaged`.
 */
export function parseRow<S extends z.ZodType>(schema: S, row: unknown, what: string): z.output<S> {
  let reasons: string[];
  let cause: unknown;
  try {
    const parsed = schema.safeParse(row);
    if (parsed.success) {
      return parsed.data;
    }
    reasons = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || what}: ${issue.message}`);
    cause = parsed.error;
  } catch (thrown) {
    // A transform of the schema (such as JSON.parse of a text column) refused the value.
    reasons = [thrown instanceof Error ? thrown.message : String(thrown)];
    cause = thrown;
  }
  throw new AppError(
    'matter-damaged',
    `A stored ${what} of this matter cannot be read. Verify the matter, and restore it from a backup if it is damaged.`,
    { what, reasons },
    cause,
  );
}
