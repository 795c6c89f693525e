import { constants } from 'node:fs';
import { chmod, copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../domain/app-error.ts';
import { type Digest, digestSchema } from '../../../domain/digest.ts';
import { exhibitLabel } from '../../../domain/exhibit-number.ts';
import type { RecordingFacts } from '../../../domain/recording-facts.ts';
import { type FrameNumber, type FrameSpan, type Micros, ptsToMicros, type Timebase } from '../../../domain/time.ts';
import { aidFilters } from '../../media/aid-filters.ts';
import { extractCaptions } from '../../media/extract-captions.ts';
import { mainVideoOf } from '../../media/index-frames.ts';
import { portableArgv } from '../../media/portable-argv.ts';
import { renderClip } from '../../media/render-clip.ts';
import { renderContactSheet } from '../../media/render-contact-sheet.ts';
import { renderIllustration } from '../../media/render-illustration.ts';
import { renderStill } from '../../media/render-still.ts';
import type { MediaTools } from '../../media/tools.ts';
import { digestOnce } from '../packet-digests.ts';
import type { ProfileRules } from '../profile-rules.ts';
import { type MadeFile, outputName } from './made-file.ts';
import { type FileWanted, stillFrame } from './recipes.ts';

export type RenderWork = {
  /** Where files are made; nothing in it has its final name. */
  readonly folder: string;
  readonly rules: ProfileRules;
  /** The app's own files: letters are drawn with its fonts. */
  readonly resourcesFolder: string;
  readonly tools: MediaTools;
  readonly signal: AbortSignal;
  readonly onFrames: (done: number) => void;
};

/** What every kind of file has to say beside its digests and its command. */
type Facts = Partial<
  Pick<
    MadeFile,
    | 'width'
    | 'height'
    | 'frameCount'
    | 'durationMicros'
    | 'hasSound'
    | 'parameters'
    | 'captions'
    | 'proof'
    | 'proofTable'
  >
>;
type Rendered = { readonly argv: readonly string[]; readonly toolVersion: string; readonly digest: Digest };

/** Upright size, even as H.264 needs it. */
function clipSize(facts: RecordingFacts): { width: number; height: number } {
  const { width, height, rotation } = mainVideoOf(facts);
  const even = (side: number) => Math.ceil(side / 2) * 2;
  const isTurned = rotation === 90 || rotation === 270;
  return { width: even(isTurned ? height : width), height: even(isTurned ? width : height) };
}

function durationOf({ inPts, outPts }: FrameSpan, timebase: Timebase): Micros {
  return (ptsToMicros(outPts, timebase) - ptsToMicros(inPts, timebase)) as Micros;
}

/**
 * Makes one file under its working name and proves it by the function that makes it. Errors: those of the media room;
 * `digest-mismatch` when a copy is not its original; `cancelled`.
 */
export async function renderFile(work: RenderWork, wanted: FileWanted): Promise<MadeFile> {
  const file = `${wanted.recipe.slice(0, 32)}.${wanted.planned.ending}`;
  const outputPath = path.join(work.folder, file);
  switch (wanted.planned.role) {
    case 'clip':
    case 'context-clip':
      return await makeClip(work, wanted, outputPath);
    case 'still':
      return await makeStill(work, wanted, outputPath);
    case 'native':
      return await copyNative(work, wanted, outputPath);
    case 'illustrative-aid':
      return await makeAid(work, wanted, outputPath);
    case 'contact-sheet':
      return await makeSheet(work, wanted, outputPath);
    case 'captions':
      return await makeCaptions(work, wanted, outputPath);
    default:
      throw new AppError('internal', `A file of the kind ${wanted.planned.role} was planned, and nothing makes it.`);
  }
}

/** The file as it is now on the disk, read once for both digests. */
async function describe(
  work: RenderWork,
  wanted: FileWanted,
  outputPath: string,
  rendered: Rendered | null,
  facts: Facts,
): Promise<MadeFile> {
  const { footage, path: sourcePath } = wanted.source;
  const { sha256, md5, byteCount } = await digestOnce(outputPath, ['sha256', 'md5'], work.signal);
  if (sha256 !== (rendered?.digest ?? footage.digest)) {
    throw new AppError(
      'digest-mismatch',
      rendered === null
        ? `The copy of "${footage.originalName}" in the packet does not have the bytes of the original. Check the destination's drive and seal the packet again.`
        : `A file made of "${footage.originalName}" was not read back as it was written. Check the destination's drive and seal the packet again.`,
      { footageId: footage.id },
    );
  }
  return {
    recipe: wanted.recipe,
    file: path.basename(outputPath),
    digest: digestSchema.parse(sha256),
    md5,
    byteCount,
    width: null,
    height: null,
    frameCount: null,
    durationMicros: null,
    hasSound: false,
    parameters: [],
    captions: null,
    proof: null,
    proofTable: null,
    argv: rendered === null ? [] : portableArgv(rendered.argv, sourcePath, footage.digest, outputPath, outputName),
    toolVersion: rendered?.toolVersion ?? '',
    ...facts,
  };
}

function spanOf({ planned }: FileWanted): FrameSpan {
  if (planned.span === null) {
    throw new AppError('internal', `A file of the kind ${planned.role} was planned without its frames.`);
  }
  return planned.span;
}

async function makeClip(work: RenderWork, wanted: FileWanted, outputPath: string): Promise<MadeFile> {
  const { path: file, facts, index } = wanted.source;
  const span = spanOf(wanted);
  const { rules, signal } = work;
  const tablePath = `${outputPath.slice(0, -path.extname(outputPath).length)}.csv`;
  const clip = await renderClip({
    quality: wanted.exhibit.options.quality,
    mayCopy: rules.mayCopy,
    proofTablePath: tablePath,
    path: file,
    facts,
    index,
    span,
    outputPath,
    tools: work.tools,
    signal,
    onProgress: ({ done }) => work.onFrames(done),
  });
  return await describe(work, wanted, outputPath, clip, {
    ...clipSize(facts),
    frameCount: clip.frameCount,
    durationMicros: durationOf(span, index.timebase),
    hasSound: clip.proof.hasSound,
    proof: clip.summary,
    proofTable: clip.proofTable === null ? null : { file: path.basename(tablePath), ...clip.proofTable },
  });
}

async function makeStill(work: RenderWork, wanted: FileWanted, outputPath: string): Promise<MadeFile> {
  const { path: file, facts, index } = wanted.source;
  const { content } = wanted.exhibit;
  const video = mainVideoOf(facts);
  const isTurned = video.rotation === 90 || video.rotation === 270;
  const upright = isTurned ? { width: video.height, height: video.width } : video;
  const aids =
    wanted.planned.class === 'ENHANCED' && content.kind === 'still' && content.aids !== null
      ? aidFilters(content.aids, { width: upright.width, height: upright.height, rotation: video.rotation })
      : [];
  const still = await renderStill({
    path: file,
    facts,
    index,
    frame: stillFrame(wanted) as FrameNumber,
    outputPath,
    after: aids.flatMap(({ filters }) => filters),
    tools: work.tools,
    signal: work.signal,
  });
  return await describe(work, wanted, outputPath, still, {
    width: still.width,
    height: still.height,
    frameCount: 1,
    parameters: aids.map(({ applied }) => ({ label: applied.setting, value: applied.note })),
  });
}

async function makeAid(work: RenderWork, wanted: FileWanted, outputPath: string): Promise<MadeFile> {
  const { path: file, facts, index } = wanted.source;
  const { illustration } = wanted.exhibit.options;
  if (illustration === null) {
    throw new AppError('internal', 'An illustrative aid was planned of an exhibit that has none.');
  }
  const aid = await renderIllustration({
    path: file,
    facts,
    index,
    span: spanOf(wanted),
    illustration,
    exhibitLabel: exhibitLabel(wanted.exhibit.number),
    resourcesFolder: work.resourcesFolder,
    outputPath,
    tools: work.tools,
    signal: work.signal,
    onProgress: ({ done }) => work.onFrames(done),
  });
  return await describe(work, wanted, outputPath, aid, {
    ...clipSize(facts),
    frameCount: aid.frameCount,
    durationMicros: aid.durationMicros as Micros,
    parameters: aid.parameters.map(({ label, value }) => ({ label, value })),
  });
}

async function makeSheet(work: RenderWork, wanted: FileWanted, outputPath: string): Promise<MadeFile> {
  const { path: file, facts, index, footage } = wanted.source;
  const sheet = await renderContactSheet({
    path: file,
    facts,
    index,
    span: spanOf(wanted),
    heading: [exhibitLabel(wanted.exhibit.number), footage.originalName, `SHA-256 ${footage.digest}`],
    resourcesFolder: work.resourcesFolder,
    outputPath,
    tools: work.tools,
    signal: work.signal,
  });
  return await describe(work, wanted, outputPath, sheet, {
    width: sheet.width,
    height: sheet.height,
    frameCount: sheet.frames.length,
    parameters: [{ label: 'Frames', value: sheet.frames.join(', ') }],
  });
}

async function makeCaptions(work: RenderWork, wanted: FileWanted, outputPath: string): Promise<MadeFile> {
  const { path: file, facts, index, footage } = wanted.source;
  const span = spanOf(wanted);
  const common = { path: file, facts, index, span, outputPath, tools: work.tools, signal: work.signal };
  const captions = await extractCaptions(common);
  if (captions === null) {
    throw new AppError(
      'media-unsupported',
      `The captions of "${footage.originalName}" cannot be taken out as text. Take them out of the exhibit's options.`,
    );
  }
  return await describe(work, wanted, outputPath, captions, {
    durationMicros: durationOf(span, index.timebase),
    captions: await readFile(outputPath, 'utf8'),
    parameters: [{ label: 'Captions', value: String(captions.cueCount) }],
  });
}

async function copyNative(work: RenderWork, wanted: FileWanted, outputPath: string): Promise<MadeFile> {
  const { facts, index, path: original } = wanted.source;
  await copyFile(original, outputPath, constants.COPYFILE_FICLONE);
  await chmod(outputPath, 0o644);
  const video = mainVideoOf(facts);
  return await describe(work, wanted, outputPath, null, {
    width: video.width,
    height: video.height,
    frameCount: index.count,
    durationMicros: facts.durationMicros,
    hasSound: facts.mainAudioStream !== null,
  });
}
