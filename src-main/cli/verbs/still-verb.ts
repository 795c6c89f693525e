import path from 'node:path';
import type { FrameNumber } from '../../domain/time.ts';
import { areAidsOn, noViewingAids, type ViewingAids, viewingAidsSchema } from '../../domain/viewing-aids.ts';
import { type Flags, UsageError, wholeNumber, wordAt } from '../arguments.ts';
import { findFootageNamed } from '../find-footage.ts';
import { openMatterIn } from '../session.ts';
import { lines, type Verb } from './verb.ts';

function numberOf(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined) {
    return otherwise;
  }
  if (!/^-?\d{1,4}(\.\d{1,2})?$/.test(text)) {
    throw new UsageError(`--${name} must be a number, not "${text}".`);
  }
  return Number(text);
}

/** The viewing aids of a command line; null when none is on. Errors: UsageError. */
export function aidsOf(flags: Flags): ViewingAids | null {
  const parsed = viewingAidsSchema.safeParse({
    brightness: numberOf(flags.brightness, 'brightness', noViewingAids.brightness),
    contrast: numberOf(flags.contrast, 'contrast', noViewingAids.contrast),
    gamma: Math.round(numberOf(flags.gamma, 'gamma', 1) * 100),
    isGreyscale: flags.greyscale ?? false,
    sharpen: numberOf(flags.sharpen, 'sharpen', noViewingAids.sharpen),
    deinterlace: flags.deinterlace ?? 'off',
  });
  if (!parsed.success) {
    throw new UsageError(parsed.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join(' '));
  }
  return areAidsOn(parsed.data) ? parsed.data : null;
}

function placeOf({ out, into }: Flags) {
  if ((out === undefined) === (into === undefined)) {
    throw new UsageError('Give either --out FILE or --into FOLDER.');
  }
  return out === undefined ? { folder: { path: path.resolve(into ?? '') } } : { file: { path: path.resolve(out) } };
}

export const stillVerb: Verb = {
  words: ['still'],
  async run(session, given) {
    const folder = wordAt(given, 0, "The matter's folder");
    const name = wordAt(given, 1, 'The id of the recording');
    const number = wholeNumber(wordAt(given, 2, 'The frame number'), 'The frame number');
    const into = placeOf(given.flags);
    const aids = aidsOf(given.flags);
    await openMatterIn(session, folder, given.flags);
    const { footage } = await findFootageNamed(session.client, name);
    await session.client.call('footage.recordView', { footageId: footage.id });
    const { record, recordName } = await session.client.call('stills.take', {
      footageId: footage.id,
      frame: number as FrameNumber,
      into,
      aids,
    });
    const target = 'folder' in into ? into.folder.path : path.dirname(into.file.path);
    return {
      value: { folder: target, recordName, record },
      text: lines(
        `Frame ${record.frame.number} (pts ${record.frame.pts}) of ${record.source.name}, in ${target}`,
        ...record.files.map((file) => `${file.class.padEnd(9)} ${file.name}  ${file.sha256}`),
        `RECORD    ${recordName}`,
      ),
    };
  },
};
