import { clipQualities } from '../domain/clip-proof.ts';
import { type ExhibitOptions, exhibitOptionsSchema } from '../domain/exhibit.ts';
import { type Flags, UsageError } from './arguments.ts';

const additions = {
  still: 'withStill',
  'contact-sheet': 'withContactSheet',
  native: 'withNative',
  captions: 'withCaptions',
} as const satisfies Record<string, keyof ExhibitOptions>;

function addition(name: string, flag: string): (typeof additions)[keyof typeof additions] {
  if (!Object.hasOwn(additions, name)) {
    throw new UsageError(`${flag} takes ${Object.keys(additions).join(', ')}, not "${name}".`);
  }
  return additions[name as keyof typeof additions];
}

function microsOf(text: string, flag: string): number {
  if (!/^\d{1,3}(\.\d{1,6})?$/.test(text) || Number(text) > 600) {
    throw new UsageError(`${flag} takes seconds from 0 to 600, not "${text}".`);
  }
  return Math.round(Number(text) * 1_000_000);
}

/** How an exhibit is made, as the flags change it; null when they say nothing of it. Errors: UsageError. */
export function changedOptions(flags: Flags, before: ExhibitOptions | null): ExhibitOptions | null {
  const { context, before: lead, after: tail, quality } = flags;
  const changes = {
    ...(context === undefined ? {} : { context }),
    ...(lead === undefined ? {} : { contextBeforeMicros: microsOf(lead, '--before') }),
    ...(tail === undefined ? {} : { contextAfterMicros: microsOf(tail, '--after') }),
    ...(quality === undefined ? {} : { quality }),
    ...Object.fromEntries((flags.with ?? []).map((name) => [addition(name, '--with'), true])),
    ...Object.fromEntries((flags.without ?? []).map((name) => [addition(name, '--without'), false])),
  };
  if (Object.keys(changes).length === 0) {
    return null;
  }
  const parsed = exhibitOptionsSchema.safeParse({ ...before, ...changes });
  if (!parsed.success) {
    throw new UsageError(`--context is separate, marked or none, and --quality ${clipQualities.join(' or ')}.`);
  }
  return parsed.data;
}
