/**
 * The closed list of things that can go wrong at an edge. The screen and the CLI switch on the code;
 * the message is one neutral sentence for a person: what happened, which file, what to do next.
 */
export const appErrorCodes = [
  'bad-request',
  'not-permitted',
  'not-found',
  'no-matter-open',
  'matter-exists',
  'matter-missing',
  'matter-damaged',
  'matter-locked',
  'matter-newer-format',
  'matter-read-only',
  'wrong-passphrase',
  'weak-passphrase',
  'source-unreadable',
  'source-changed',
  'disk-full',
  'destination-exists',
  'destination-unusable',
  'digest-mismatch',
  'object-missing',
  'media-unreadable',
  'media-unsupported',
  'tool-missing',
  'tool-failed',
  'frame-out-of-range',
  'proof-failed',
  'edit-conflict',
  'nothing-to-undo',
  'nothing-to-redo',
  'custody-broken',
  'packet-invalid',
  'cancelled',
  'engine-gone',
  'internal',
] as const;

export type AppErrorCode = (typeof appErrorCodes)[number];

/** Facts beside the sentence, safe to show and to log: numbers, names, argv, exit codes. Never secrets. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** The one error that crosses an edge (call, job, process). Everything else is a defect and becomes `internal` there. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly details: ErrorDetails;

  constructor(code: AppErrorCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

/** Turns anything thrown into an AppError without losing the original as `cause`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) {
    return thrown;
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError(
    'internal',
    `Something unexpected stopped this action (${reason}). Nothing acknowledged before it is lost; please try again and report it if it repeats.`,
    {},
    thrown,
  );
}

/** Closes a switch: the compiler refuses a call that can be reached. */
export function assertNever(value: never): never {
  throw new AppError('internal', `An impossible value was met: ${JSON.stringify(value)}.`);
}
