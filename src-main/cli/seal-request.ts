import path from 'node:path';
import type { CallInput } from '../contract/api.ts';
import type { EngineClient } from '../contract/client.ts';
import { AppError } from '../domain/app-error.ts';
import type { AnnotationId } from '../domain/identifier.ts';
import { type Packet, type PacketProfile, packetProfiles } from '../domain/packet.ts';
import type { Micros } from '../domain/time.ts';
import { type Arguments, type Flags, UsageError } from './arguments.ts';
import { findExhibitsNamed } from './find-exhibit.ts';

type SealRequest = CallInput<'packets.seal'>;
type SealOptions = NonNullable<SealRequest['options']>;

export function profileOf(given: Arguments): PacketProfile {
  const stated = given.flags.profile ?? 'production';
  const letter = ['A', 'B', 'C', 'D', 'E'].indexOf(stated.toUpperCase());
  const profile = letter >= 0 ? packetProfiles[letter] : packetProfiles.find((candidate) => candidate === stated);
  if (profile === undefined) {
    throw new UsageError(`--profile is one of ${packetProfiles.join(', ')}, or A to E; not "${stated}".`);
  }
  return profile;
}

/** The exhibits or annotations that are named; without a word all exhibits, or all annotations where there are none. */
export async function selectionOf(
  client: EngineClient,
  { annotations, exhibits }: Flags,
): Promise<Pick<SealRequest, 'annotationIds' | 'exhibitIds'>> {
  if (annotations !== undefined && exhibits !== undefined) {
    throw new UsageError('A packet is made of exhibits or of annotations: give --exhibits or --annotations, not both.');
  }
  if (annotations !== undefined) {
    const ids = annotations.split(',').map((id) => id.trim() as AnnotationId);
    return { annotationIds: annotations === 'all' ? 'all' : ids };
  }
  if (exhibits !== undefined && exhibits !== 'all') {
    const names = exhibits.split(',').map((name) => name.trim());
    return { exhibitIds: (await findExhibitsNamed(client, names)).map(({ id }) => id) };
  }
  const hasExhibits = (await client.call('exhibits.list', {})).length > 0;
  return hasExhibits || exhibits === 'all' ? { exhibitIds: 'all' } : { annotationIds: 'all' };
}

const parts = {
  documents: 'withDocuments',
  'load-files': 'withLoadFiles',
  interchange: 'withInterchange',
} as const;

/** What `--without` takes away. Errors: UsageError. */
function leftOut(without: readonly string[]): Partial<SealOptions> {
  return Object.fromEntries(
    without.map((word) => {
      const known = Object.entries(parts).find(([name]) => name === word);
      if (known === undefined) {
        throw new UsageError(`--without is one of ${Object.keys(parts).join(', ')}; not "${word}".`);
      }
      return [known[1], false] as const;
    }),
  );
}

function datedAt(text: string): Micros {
  const millis = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(millis)) {
    throw new UsageError(`--dated is a date in UTC such as 2026-02-17 or 2026-02-17T10:04:05Z, not "${text}".`);
  }
  return (millis * 1000) as Micros;
}

/** What the flags say of the packet's papers and numbers. Errors: UsageError. */
export function optionsOf(flags: Flags, replaced: Packet | null): SealOptions {
  return {
    ...(flags['bates-prefix'] === undefined ? {} : { batesPrefix: flags['bates-prefix'] }),
    ...leftOut(flags.without ?? []),
    confidentiality: flags.confidentiality ?? '',
    requester: flags.requester ?? '',
    replaces: replaced?.id ?? null,
    datedAt: flags.dated === undefined ? null : datedAt(flags.dated),
  };
}

/** The passphrase of an attorney's key, from the environment: standard input has that of the matter. Errors: `bad-request`. */
export function attorneyPassphrase(): string {
  const stated = process.env['FRAME_OF_RECORD_ATTORNEY_PASSPHRASE'] ?? '';
  if (stated === '') {
    throw new AppError(
      'bad-request',
      "No passphrase for the attorney's key was given. Set FRAME_OF_RECORD_ATTORNEY_PASSPHRASE.",
    );
  }
  return stated;
}

export function attorneyOf({ attorney }: Flags): Pick<SealRequest, 'attorney'> {
  return attorney === undefined
    ? {}
    : { attorney: { key: { path: path.resolve(attorney) }, passphrase: attorneyPassphrase() } };
}
