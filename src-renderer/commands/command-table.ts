import { annotationCommands } from './annotation-commands.ts';
import { appCommands } from './app-commands.ts';
import { codeCommands } from './code-commands.ts';
import type { Command } from './command.ts';
import { contentNoteCommands } from './content-note-commands.ts';
import { exhibitCommands } from './exhibit-commands.ts';
import { exportCommands } from './export-commands.ts';
import { inspectionCommands } from './inspection-commands.ts';
import { markingCommands } from './marking-commands.ts';
import { playbackCommands } from './playback-commands.ts';
import { searchCommands } from './search-commands.ts';
import { subjectCommands } from './subject-commands.ts';
import { timelineCommands } from './timeline-commands.ts';
import { viewingCommands } from './viewing-commands.ts';

/** Every action of the product, once. Menu, palette, help sheet, toolbars and shortcuts read this table. */
export const commandTable: readonly Command[] = [
  ...appCommands,
  ...playbackCommands,
  ...markingCommands,
  ...annotationCommands,
  ...exportCommands,
  ...exhibitCommands,
  ...timelineCommands,
  ...codeCommands,
  ...contentNoteCommands,
  ...viewingCommands,
  ...searchCommands,
  ...inspectionCommands,
  ...subjectCommands,
];

/** The command with this id; undefined when the table has none (a menu of another version). */
export function findCommand(id: string): Command | undefined {
  return commandTable.find((command) => command.id === id);
}
