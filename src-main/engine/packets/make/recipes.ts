import { createHash } from 'node:crypto';
import type { FileRole, PlanFacts, PlannedFile } from '../../../domain/exhibit-files.ts';
import { plannedFiles } from '../../../domain/exhibit-files.ts';
import { exhibitLabel } from '../../../domain/exhibit-number.ts';
import type { PlannedExhibit } from '../../../domain/packet-plan.ts';
import { hasCaptions } from '../../media/extract-captions.ts';
import type { ProfileRules } from '../profile-rules.ts';
import type { ExhibitSource } from './exhibit-sources.ts';

/** One file that an exhibit will have, what it is made of, and what makes it that file and no other. */
export type FileWanted = {
  readonly exhibit: PlannedExhibit;
  readonly source: ExhibitSource;
  readonly planned: PlannedFile;
  /** Hex; equal for two files that are made once. */
  readonly recipe: string;
};

function planFacts({ footage, facts, index }: ExhibitSource, rules: ProfileRules): PlanFacts {
  return {
    index,
    originalName: footage.originalName,
    hasCaptions: hasCaptions(facts),
    mayCarryNative: rules.mayCarryNatives,
  };
}

/** The files of an exhibit, the main one first, as far as the profile lets them leave. */
export function filesOf(exhibit: PlannedExhibit, source: ExhibitSource, rules: ProfileRules): PlannedFile[] {
  const { options } = exhibit;
  const illustration = rules.carriesIllustrativeAids ? options.illustration : null;
  return plannedFiles({ ...exhibit, options: { ...options, illustration } }, planFacts(source, rules));
}

/** Clips of all roles are made the same way: a clip of one exhibit may be the context of another. */
const makes: Readonly<Record<FileRole, string>> = {
  clip: 'clip',
  'context-clip': 'clip',
  still: 'still',
  native: 'native',
  'illustrative-aid': 'illustrative-aid',
  'contact-sheet': 'contact-sheet',
  proof: 'proof',
  captions: 'captions',
  transcript: 'transcript',
};

function ingredients(wanted: Omit<FileWanted, 'recipe'>, rules: ProfileRules): readonly unknown[] {
  const { exhibit, planned, source } = wanted;
  const { content, options } = exhibit;
  switch (makes[planned.role]) {
    case 'clip':
      return [planned.span, options.quality, rules.mayCopy];
    case 'still':
      return [stillFrame(wanted), planned.class === 'ENHANCED' && content.kind === 'still' ? content.aids : null];
    case 'illustrative-aid':
      return [planned.span, options.illustration, exhibitLabel(exhibit.number)];
    case 'contact-sheet':
      return [planned.span, exhibitLabel(exhibit.number), source.footage.originalName];
    default:
      return [planned.span];
  }
}

/** The frame that a still shows. */
export function stillFrame({ exhibit: { content } }: Pick<FileWanted, 'exhibit'>): number {
  switch (content.kind) {
    case 'still':
      return content.frame;
    case 'clip':
      return content.span.inFrame;
    case 'native':
      return 0;
  }
}

/** Everything that has to be made for an exhibit. `versions` names the program and the tools: others might make other bytes. */
export function filesWanted(
  exhibit: PlannedExhibit,
  source: ExhibitSource,
  rules: ProfileRules,
  versions: string,
): FileWanted[] {
  return filesOf(exhibit, source, rules).map((planned) => {
    const wanted = { exhibit, source, planned };
    const recipe = ['recipe/v1', versions, source.footage.digest, source.index.stream, makes[planned.role]];
    const text = JSON.stringify([...recipe, planned.ending, ...ingredients(wanted, rules)]);
    return { ...wanted, recipe: createHash('sha256').update(text).digest('hex') };
  });
}
