import type { Annotation } from '../../../src-main/domain/annotation.ts';
import type { Codebook } from '../../../src-main/domain/codebook.ts';
import type { FootageDetail } from '../../../src-main/domain/footage.ts';
import type { FootageId } from '../../../src-main/domain/identifier.ts';
import { type CodeKind, namedCodes } from '../../ui/code-name.ts';

/** An annotation with what a packet needs to show of it. */
export type PacketChoice = {
  readonly annotation: Annotation;
  readonly title: string;
  readonly kind: CodeKind | null;
  readonly footageName: string;
};

export type ChoiceFilter = {
  readonly search: string;
  readonly footageId: FootageId | 'all';
  readonly kind: CodeKind | 'all';
};

/** Annotations by recording and then by frame, each with the title of its code and the name of its recording. */
export function packetChoices(
  annotations: readonly Annotation[],
  footage: readonly FootageDetail[],
  codebook: Codebook,
): readonly PacketChoice[] {
  const names = new Map(footage.map(({ footage: own }) => [own.id, own.originalName]));
  const codes = namedCodes(codebook);
  return annotations
    .filter((annotation) => annotation.state !== 'withdrawn')
    .map((annotation) => {
      const named = codes.get(annotation.code);
      return {
        annotation,
        title: named?.title ?? annotation.code,
        kind: named?.group.kind ?? null,
        footageName: names.get(annotation.footageId) ?? annotation.footageDigest.slice(0, 12),
      };
    })
    .toSorted(
      (a, b) => a.footageName.localeCompare(b.footageName) || a.annotation.span.inFrame - b.annotation.span.inFrame,
    );
}

/** Choices that hold every word of the search and are of the wanted recording and kind. */
export function filterChoices(choices: readonly PacketChoice[], filter: ChoiceFilter): readonly PacketChoice[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ annotation, title, kind, footageName }) => {
    if (filter.footageId !== 'all' && annotation.footageId !== filter.footageId) {
      return false;
    }
    if (filter.kind !== 'all' && kind !== filter.kind) {
      return false;
    }
    const text = `${annotation.code} ${title} ${annotation.observation} ${footageName}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
