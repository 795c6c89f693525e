import type { CallHandlers } from '../engine-context.ts';
import { takeStill } from './take-still.ts';

/** Stills of single frames, outside the matter. */
export const stillCalls: CallHandlers<'stills.take'> = {
  'stills.take': async ({ footageId, frame, into, aids }, context) => {
    const { grants } = context.engine;
    const place =
      'file' in into ? { kind: 'file' as const, at: into.file } : { kind: 'folder' as const, at: into.folder };
    const { record, recordName, folder } = await takeStill(context.matter(), {
      footageId,
      frame,
      aids,
      into: { kind: place.kind, path: grants.resolve(place.at, context.trust) },
      signal: context.signal,
    });
    return { record, recordName, folder: grants.add(folder) };
  },
};
