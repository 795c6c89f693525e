import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codebookSchema } from '../../../../src-main/domain/codebook.ts';
import { pickerKey } from '../../../../src-renderer/screens/review/code-picker/picker-keys.ts';
import {
  firstMatch,
  nextChoosable,
  pickerRows,
} from '../../../../src-renderer/screens/review/code-picker/picker-rows.ts';
import { isOneSlipAway } from '../../../../src-renderer/ui/code-index.ts';
import { findCodes } from '../../../../src-renderer/ui/find-codes.ts';

const shipped = codebookSchema.parse(
  JSON.parse(
    readFileSync(new URL('../../../../resources/codebooks/conduct-and-context.json', import.meta.url), 'utf8'),
  ),
);
const book = {
  ...shipped,
  codes: shipped.codes.map((code) => (code.id === 'VEH.2' ? { ...code, isRetired: true } : code)),
};

function found(query: string): string[] {
  return findCodes(book, query, 'all').flatMap(({ codes }) => codes.map(({ code }) => code.id));
}

describe('what letters lead to', () => {
  it.each([
    ['uof.1', 'UOF.1'],
    ['UOF1', 'UOF.1'],
    ['ctx.10', 'CTX.10'],
    ['strike', 'UOF.2'],
    ['face', 'IDN.2'],
    ['taser', 'UOF.5'],
    ['zzqx pepper', undefined],
    ['pepper', 'UOF.6'],
    ['neck pressure', 'UOF.3'],
    ['warrant doc', 'CTX.4'],
    ['fierarm', 'UOF.8'],
    ['canin', 'UOF.9'],
    ['hospitsl', 'LOC.4'],
    ['cuffs', 'UOF.1'],
  ])('%s finds %s first', (query, id) => {
    expect(found(query)[0]).toBe(id);
  });

  it('puts a whole id before ids that begin so, and a label before a definition', () => {
    expect(found('uof.1').slice(0, 2)).toEqual(['UOF.1', 'UOF.10']);
    expect(found('aid')[0]).toBe('CTX.6');
  });

  it('keeps context within reach: its best group never stands later than second', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    for (const query of letters) {
      const sections = findCodes(book, query, 'all');
      const context = sections.findIndex(({ group }) => group.kind === 'context');
      expect(context, query).toBeLessThanOrEqual(1);
    }
    expect(findCodes(book, '', 'all')[0]?.group.kind).toBe('context');
  });

  it('guesses a slip only where nothing matches as typed', () => {
    expect(isOneSlipAway('strkie', 'strike')).toBe(true);
    expect(isOneSlipAway('strke', 'strike')).toBe(true);
    expect(isOneSlipAway('strrike', 'strike')).toBe(true);
    expect(isOneSlipAway('strxke', 'strike')).toBe(true);
    expect(isOneSlipAway('stxxke', 'strike')).toBe(false);
    expect(found('chase')).toEqual([]);
  });

  it('leaves retired codes out until they are asked for, and says how many there are', () => {
    const rows = pickerRows({ codebook: book, query: 'pursuit', digits: [], isRetiredShown: false, mayDefine: true });
    expect(rows.map(({ kind }) => kind)).toEqual(['retired', 'define']);
    expect(rows[firstMatch(rows, 'pursuit')]?.kind).toBe('retired');
    const shown = pickerRows({ codebook: book, query: 'pursuit', digits: [], isRetiredShown: true, mayDefine: true });
    expect(shown.map(({ key }) => key)).toEqual(['group-VEH', 'VEH.2', 'define']);
  });

  it('walks over headings and around the ends', () => {
    const digits = [{ digit: 3, code: 'UOF.2', isPinned: true }];
    const rows = pickerRows({ codebook: book, query: '', digits, isRetiredShown: false, mayDefine: true });
    expect(rows.slice(0, 4).map(({ key }) => key)).toEqual(['digits', 'digit-3', 'group-CTX', 'CTX.1']);
    expect(firstMatch(rows, '')).toBe(-1);
    expect(nextChoosable(rows, -1, 1)).toBe(1);
    expect(nextChoosable(rows, 1, 1)).toBe(3);
    expect(nextChoosable(rows, 1, -1)).toBe(rows.length - 1);
    expect(nextChoosable(rows, -1, -1)).toBe(rows.length - 1);
    expect(nextChoosable([], -1, 1)).toBe(-1);
  });
});

describe('keys in the picker', () => {
  const press = (key: string, more: Partial<Parameters<typeof pickerKey>[0]> = {}) => ({
    key,
    code: /^\d$/.test(key) ? `Digit${key}` : key,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    ...more,
  });

  it('a bare digit types; with Alt it takes, with Alt and Shift it pins', () => {
    expect(pickerKey(press('3'), true)).toBeNull();
    expect(pickerKey(press('3', { altKey: true }), true)).toEqual({ do: 'take-digit', digit: 3 });
    expect(pickerKey(press('#', { code: 'Digit3', altKey: true, shiftKey: true }), true)).toEqual({
      do: 'pin',
      digit: 3,
    });
    expect(pickerKey(press('1', { ctrlKey: true }), true)).toBeNull();
  });

  it('Escape gives back an open list and is left to the page when it is closed', () => {
    expect(pickerKey(press('Escape'), true)).toEqual({ do: 'close' });
    expect(pickerKey(press('Escape'), false)).toBeNull();
  });
});
