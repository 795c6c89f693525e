import type { Annotation } from '../../src-main/domain/annotation.ts';
import type { Codebook } from '../../src-main/domain/codebook.ts';
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import { countText, parseJump } from '../playback/time-text.ts';
import { namedCodes } from '../ui/code-name.ts';
import { type Command, type CommandState, commandLabel, commandScope, commandScopes, whyDisabled } from './command.ts';
import { fuzzyScore } from './fuzzy-match.ts';

/** One line of the palette. */
export type PaletteItem =
  | {
      readonly kind: 'command';
      readonly id: string;
      readonly label: string;
      readonly command: Command;
      readonly whyNot: string | null;
    }
  | { readonly kind: 'jump'; readonly id: string; readonly label: string; readonly text: string }
  | { readonly kind: 'recording'; readonly id: string; readonly label: string; readonly detail: FootageDetail }
  | { readonly kind: 'annotation'; readonly id: string; readonly label: string; readonly annotation: Annotation };

export type PaletteSources = {
  readonly commands: readonly Command[];
  readonly state: CommandState;
  /** Ids of commands chosen before, newest first. */
  readonly recent: readonly string[];
  readonly recordings: readonly FootageDetail[];
  /** Those of the recording on the bench, or of the whole matter where none is. */
  readonly annotations: readonly Annotation[];
  readonly codebook: Codebook | null;
  /** Whether a recording is on the bench, so that frames can be gone to. */
  readonly isOnBench: boolean;
};

const mostOfOthers = 8;
const mostRecent = 5;

type Scored = { readonly item: PaletteItem; readonly score: number };

function best(scored: readonly Scored[], most: number): PaletteItem[] {
  return [...scored]
    .sort((one, other) => other.score - one.score)
    .slice(0, most)
    .map(({ item }) => item);
}

/** `1200`, `g 1200`, `g 0:12.5`: a place of the recording on the bench; null for anything else. */
export function jumpOf(typed: string): string | null {
  const text = typed.trim().replace(/^(g|go|go to|frame)\s+/i, '');
  return parseJump(text) === null ? null : text;
}

function jumpItems(typed: string, isOnBench: boolean): PaletteItem[] {
  const text = isOnBench ? jumpOf(typed) : null;
  const request = text === null ? null : parseJump(text);
  if (text === null || request === null) {
    return [];
  }
  const where =
    request.kind === 'frame'
      ? `frame ${countText(request.frame as FrameNumber)}`
      : request.kind === 'micros'
        ? `media time ${text}`
        : `${countText(Math.abs(request.frames))} frames ${request.frames < 0 ? 'back' : 'forward'}`;
  return [{ kind: 'jump', id: 'jump', label: `Go to ${where}`, text }];
}

function commandItem(command: Command, state: CommandState): PaletteItem {
  return {
    kind: 'command',
    id: command.id,
    label: commandLabel(command, state),
    command,
    whyNot: whyDisabled(command, state),
  };
}

/** Commands that apply stand before those that do not, however well these match. */
const penaltyOfDisabled = 1000;
const bonusOfRecent = 6;

/** What the palette shows for what was typed, best first: commands, places, recordings, annotations. */
export function paletteItems(typed: string, sources: PaletteSources): PaletteItem[] {
  const { commands, state, recent } = sources;
  if (typed.trim() === '') {
    const known = new Map(commands.map((command) => [command.id, command]));
    const first = recent
      .flatMap((id) => known.get(id) ?? [])
      .filter((command) => whyDisabled(command, state) === null)
      .slice(0, mostRecent);
    const rest = commands.filter((command) => !first.includes(command));
    const enabled = rest.filter((command) => whyDisabled(command, state) === null);
    const disabled = rest.filter((command) => whyDisabled(command, state) !== null);
    return [...first, ...enabled, ...disabled].map((command) => commandItem(command, state));
  }
  const scoredCommands = commands.flatMap((command): Scored[] => {
    const item = commandItem(command, state);
    const score = fuzzyScore(typed, item.label, [
      command.group,
      commandScopes[commandScope(command)],
      ...(command.synonyms ?? []),
    ]);
    if (score === null || item.kind !== 'command') {
      return [];
    }
    const place = recent.indexOf(command.id);
    const bonus = place === -1 ? 0 : bonusOfRecent - place / recent.length;
    return [{ item, score: score + bonus - (item.whyNot === null ? 0 : penaltyOfDisabled) }];
  });
  const recordings = sources.recordings.flatMap((detail): Scored[] => {
    const { id, originalName } = detail.footage;
    const score = fuzzyScore(typed, originalName, ['recording', 'review']);
    return score === null
      ? []
      : [{ item: { kind: 'recording', id: `recording ${id}`, label: originalName, detail }, score }];
  });
  const codes = sources.codebook === null ? null : namedCodes(sources.codebook);
  const annotations = sources.annotations.flatMap((annotation): Scored[] => {
    const title = codes?.get(annotation.code)?.title ?? '';
    const label = `${annotation.code} ${title} · frame ${countText(annotation.span.inFrame)}`;
    const score = fuzzyScore(typed, label, [annotation.observation, 'annotation']);
    return score === null
      ? []
      : [{ item: { kind: 'annotation', id: `annotation ${annotation.id}`, label, annotation }, score }];
  });
  return [
    ...jumpItems(typed, sources.isOnBench),
    ...best(scoredCommands, Number.POSITIVE_INFINITY),
    ...best(recordings, mostOfOthers),
    ...best(annotations, mostOfOthers),
  ];
}
