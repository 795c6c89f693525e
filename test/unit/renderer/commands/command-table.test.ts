import { expect, test } from 'vitest';
import { commandGroups } from '../../../../src-renderer/commands/command.ts';
import { commandTable } from '../../../../src-renderer/commands/command-table.ts';

test('every command has an id of its own in the form noun.verb', () => {
  const ids = commandTable.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(15);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
  }
});

test('what fires while typing types nothing', () => {
  for (const command of commandTable.filter(({ isForTyping }) => isForTyping === true)) {
    for (const shortcut of command.shortcuts) {
      expect(shortcut, command.id).toMatch(/^Mod\+|^F\d+$/);
    }
  }
});

test('chords are written as the dispatcher reads them', () => {
  for (const shortcut of commandTable.flatMap(({ shortcuts }) => shortcuts)) {
    expect(shortcut).toMatch(
      /^(Mod\+)?(Ctrl\+)?(Alt\+)?(Shift\+)?([A-Z0-9]|F\d+|Space|Enter|Escape|Backspace|Delete|Insert|Tab|Home|End|ContextMenu|Page(Up|Down)|Arrow(Left|Right|Up|Down)|[^A-Za-z0-9\s])$/,
    );
  }
});

test('every group is one of the known headings', () => {
  for (const { group } of commandTable) {
    expect(commandGroups).toContain(group);
  }
});
