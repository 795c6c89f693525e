import { ListFilter, Search, TextSearch } from 'lucide-react';
import { benchFilter, matterFilter } from '../filter/filter-store.ts';
import { exhibitsDesk } from '../session/exhibits-desk.ts';
import { session } from '../session/session.ts';
import { type Command, type CommandState, defineCommand, hasMatter, isOnBench } from './command.ts';

/** The filter of the screen that is shown; null where nothing is filtered. */
function filterHere(state: CommandState) {
  if (state.matter !== null && state.route.screen === 'annotations') {
    return matterFilter;
  }
  return isOnBench(state) ? benchFilter : null;
}

/** Exhibits are listed, and the list has a search. */
function isOnExhibits({ matter, route }: CommandState): boolean {
  return matter !== null && route.screen === 'exhibits' && exhibitsDesk.getState().selectedIds.length > 0;
}

/** Finding annotations, on the bench and in the whole matter. */
export const searchCommands: readonly Command[] = [
  defineCommand({
    id: 'annotations.show',
    label: 'Go to all annotations',
    group: 'Go to',
    icon: TextSearch,
    shortcuts: ['Mod+Shift+F', 'Mod+9'],
    isForTyping: true,
    menu: 'view',
    when: hasMatter,
    run: () => {
      session.getState().navigate({ screen: 'annotations' });
      matterFilter.getState().askForFocus();
    },
  }),
  defineCommand({
    id: 'annotations.find',
    label: (state) => (isOnExhibits(state) ? 'Find in exhibits' : 'Find in annotations'),
    group: 'Edit',
    icon: Search,
    shortcuts: ['Mod+F'],
    isForTyping: true,
    menu: 'edit',
    when: (state) => filterHere(state) !== null || isOnExhibits(state),
    run: ({ state }) =>
      isOnExhibits(state) ? exhibitsDesk.getState().acts?.find() : filterHere(state)?.getState().askForFocus(),
  }),
  defineCommand({
    id: 'annotations.clear-filter',
    label: 'Show every annotation again',
    group: 'Edit',
    icon: ListFilter,
    shortcuts: [],
    when: (state) => filterHere(state) !== null,
    run: ({ state }) => filterHere(state)?.getState().clear(),
  }),
];
