import { AppError, type AppErrorCode, type ErrorDetails, toAppError } from '../../domain/app-error.ts';
import type { JobKindDefinition } from './job-kind.ts';

/** What a job's row keeps of its error: code, sentence and facts (argv, exit code, last lines of stderr, tool version). */
export type JobFailure = { readonly code: AppErrorCode; readonly message: string; readonly details: ErrorDetails };

export function toJobFailure(thrown: unknown): JobFailure {
  const { code, message, details } = toAppError(thrown);
  return { code, message, details };
}

export function cancelledError(): AppError {
  return new AppError('cancelled', 'This job was cancelled. It can be tried again from the list of jobs.');
}

/** The stored input, judged by the kind's schema; when it cannot be read (bad-request) the row is kept as it is. */
export function parseJobInput(
  definition: JobKindDefinition,
  text: string,
): { readonly value: unknown; readonly error: AppError | null } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { value: null, error: unreadableInput(definition, ['The stored text is not JSON.'], error) };
  }
  const parsed = definition.inputSchema.safeParse(value);
  if (parsed.success) {
    return { value, error: null };
  }
  const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return { value: null, error: unreadableInput(definition, reasons, parsed.error) };
}

function unreadableInput(definition: JobKindDefinition, reasons: readonly string[], cause: unknown): AppError {
  return new AppError(
    'bad-request',
    'This job was stored in a form that this version of the app cannot read. It is kept in the list; start the work anew.',
    { kind: definition.kind, reasons },
    cause,
  );
}
