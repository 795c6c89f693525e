import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { CallInput } from '../contract/api.ts';
import { AppError } from '../domain/app-error.ts';
import { footageIdSchema, packetIdSchema, renditionIdSchema, transferIdSchema } from '../domain/identifier.ts';
import type { RecordingFacts } from '../domain/recording-facts.ts';
import type { CallHandlers } from './engine-context.ts';
import { findFootage, findRenditionById, footageFacts, footagePath } from './footage/footage-store.ts';
import type { OpenMatter } from './matters/open-matter.ts';
import { findMediaTools } from './media/tools.ts';
import { findPacket, packetFolder } from './packets/packet-store.ts';
import { sqliteVersion } from './store/open.ts';
import { findTransfer } from './transfers/transfer-store.ts';

/** What Chromium should take a container for; it looks into the bytes itself where this says nothing. */
const mediaTypes: Readonly<Record<string, string>> = {
  mov: 'video/mp4',
  matroska: 'video/x-matroska',
  webm: 'video/webm',
  ogg: 'video/ogg',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
  aac: 'audio/aac',
  avi: 'video/x-msvideo',
  mpegts: 'video/mp2t',
  mpeg: 'video/mpeg',
};

function mediaTypeOf(facts: RecordingFacts | null): string {
  return mediaTypes[facts?.container ?? ''] ?? 'application/octet-stream';
}

type Located = CallInput<'paths.locate'>['what'];
type Place = { readonly path: string; readonly mediaType: string };

function place(matter: OpenMatter, what: Located, id: string): Place {
  const folderType = 'inode/directory';
  switch (what) {
    case 'original': {
      const footage = findFootage(matter.database, parseId(footageIdSchema.safeParse(id)));
      return { path: footagePath(matter, footage), mediaType: mediaTypeOf(footageFacts(matter.database, footage.id)) };
    }
    case 'rendition': {
      const rendition = findRenditionById(matter.database, parseId(renditionIdSchema.safeParse(id)));
      return { path: path.join(matter.folder.derivatives, rendition.fileName), mediaType: rendition.mediaType };
    }
    case 'packet': {
      const packet = findPacket(matter.database, parseId(packetIdSchema.safeParse(id)));
      return { path: packetFolder(matter.folder.root, packet), mediaType: folderType };
    }
    case 'transfer': {
      const transfer = findTransfer(matter.database, parseId(transferIdSchema.safeParse(id)));
      const name = transfer.files[0]?.name ?? findPacket(matter.database, transfer.packetId).name;
      return { path: path.join(transfer.folder, name), mediaType: folderType };
    }
    case 'matter':
      return { path: matter.folder.root, mediaType: folderType };
  }
}

const restore = 'The file behind this item is not on the disk. Verify the matter and restore it from a backup.';
/** What to do where the thing is gone. */
const missing: Readonly<Record<Located, string>> = {
  original: restore,
  rendition: restore,
  packet: 'The folder of this packet is not where it was sealed. It may have been moved, or its drive taken away.',
  transfer:
    'What was written for this hand-over is not there any more. It may have been moved, or its drive taken away.',
  matter: restore,
};

function parseId<T>(parsed: { success: true; data: T } | { success: false }): T {
  if (!parsed.success) {
    throw new AppError('not-found', 'There is nothing with this id in the matter.');
  }
  return parsed.data;
}

async function ffmpegVersion(): Promise<string> {
  try {
    return (await findMediaTools()).version;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'tool-missing') {
      return 'missing';
    }
    throw thrown;
  }
}

export const appCalls: CallHandlers<'app.about' | 'grants.add' | 'paths.locate'> = {
  'app.about': async (_input, { engine }) => ({
    version: engine.options.appVersion,
    engineHost: engine.options.host,
    node: process.versions.node,
    ffmpeg: await ffmpegVersion(),
    sqlite: sqliteVersion(),
  }),

  'grants.add': ({ paths }, { engine }) => paths.map((granted) => engine.grants.add(granted)),

  'paths.locate': async ({ what, id }, context) => {
    const found = place(context.matter(), what, id);
    try {
      const { size } = await stat(found.path);
      return { ...found, byteCount: size };
    } catch (cause) {
      throw new AppError('object-missing', missing[what], { what, id }, cause);
    }
  },
};
