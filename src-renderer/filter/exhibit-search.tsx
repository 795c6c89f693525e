import { type KeyboardEvent, type ReactNode, type Ref, useMemo, useState } from 'react';
import type { Exhibit } from '../../src-main/domain/exhibit.ts';
import { exhibitLabel } from '../../src-main/domain/exhibit-number.ts';
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import { SearchField } from '../ui/search-field.tsx';

/** Exhibits whose number, title or recording hold every word of the search, in their order. */
export function foundExhibits(
  exhibits: readonly Exhibit[],
  recordings: ReadonlyMap<FootageId, string>,
  text: string,
): readonly Exhibit[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return exhibits;
  }
  return exhibits.filter(({ number, title, footageId }) => {
    const held = `${exhibitLabel(number)}\n${title}\n${recordings.get(footageId) ?? ''}`.toLowerCase();
    return words.every((word) => held.includes(word));
  });
}

export type ExhibitSearch = {
  readonly text: string;
  readonly found: readonly Exhibit[];
  /** Something is asked for, so that what is found may be less than there is. */
  readonly isNarrowed: boolean;
  setText(text: string): void;
};

/** Narrows the list of exhibits by words. */
export function useExhibitSearch(exhibits: readonly Exhibit[], footage: readonly FootageDetail[]): ExhibitSearch {
  const [text, setText] = useState('');
  const recordings = useMemo(() => new Map(footage.map(({ footage: own }) => [own.id, own.originalName])), [footage]);
  const found = useMemo(() => foundExhibits(exhibits, recordings, text), [exhibits, recordings, text]);
  return { text, found, isNarrowed: text.trim() !== '', setText };
}

type ExhibitSearchFieldProps = {
  readonly search: ExhibitSearch;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
};

export function ExhibitSearchField({ search, inputRef, onKeyDown }: ExhibitSearchFieldProps): ReactNode {
  return (
    <SearchField
      label="Search exhibits"
      placeholder="Number, title, recording"
      value={search.text}
      onChange={search.setText}
      {...(inputRef === undefined ? {} : { inputRef })}
      {...(onKeyDown === undefined ? {} : { onKeyDown })}
    />
  );
}
