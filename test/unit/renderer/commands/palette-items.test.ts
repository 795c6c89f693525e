import { describe, expect, test } from 'vitest';
import type { Command, CommandState } from '../../../../src-renderer/commands/command.ts';
import { jumpOf, type PaletteSources, paletteItems } from '../../../../src-renderer/commands/palette-items.ts';

const state: CommandState = {
  matter: null,
  route: { screen: 'library' },
  history: { undoLabel: null, redoLabel: null },
};

function command(id: string, label: string, more: Partial<Command> = {}): Command {
  return { id, label, group: 'Go to', shortcuts: [], run: () => undefined, ...more };
}

const sources: PaletteSources = {
  commands: [
    command('library.show', 'Go to the library'),
    command('jobs.show', 'Go to jobs'),
    command('playback.backward', 'Play backwards', { group: 'Playback', synonyms: ['rewind'], when: () => false }),
    command('help.open', 'Keyboard shortcuts', { group: 'Help', synonyms: ['go to the keys'] }),
  ],
  state,
  recent: ['jobs.show', 'gone.command'],
  recordings: [],
  annotations: [],
  codebook: null,
  isOnBench: true,
};

const ids = (typed: string, more: Partial<PaletteSources> = {}) =>
  paletteItems(typed, { ...sources, ...more }).map(({ id }) => id);

describe('paletteItems', () => {
  test('begins with what was chosen lately and ends with what does not apply', () => {
    expect(ids('')).toEqual(['jobs.show', 'library.show', 'help.open', 'playback.backward']);
  });

  test('finds labels, groups and synonyms, the recent one first among equals', () => {
    expect(ids('go to')).toEqual(['jobs.show', 'library.show', 'help.open']);
    expect(ids('rewind')).toEqual(['playback.backward']);
    expect(ids('nothing like it')).toEqual([]);
  });

  test('says why a command does not apply', () => {
    expect(paletteItems('rewind', sources)).toMatchObject([{ whyNot: 'open a matter first' }]);
  });

  test('goes to a frame or time of the recording on the bench', () => {
    expect(paletteItems('g 1200', sources)[0]).toMatchObject({
      kind: 'jump',
      label: 'Go to frame 1,200',
      text: '1200',
    });
    expect(paletteItems('0:12.5', sources)[0]).toMatchObject({ kind: 'jump', label: 'Go to media time 0:12.5' });
    expect(paletteItems('-10', sources)[0]).toMatchObject({ label: 'Go to 10 frames back' });
    expect(ids('g 1200', { isOnBench: false })).toEqual([]);
    expect(jumpOf('go to jobs')).toBeNull();
  });
});
