import type { Codebook, CodeGroup } from '../../../../src-main/domain/codebook.ts';
import type { CodeDigit } from '../../../../src-main/domain/codebook-version.ts';
import { codeIndex } from '../../../ui/code-index.ts';
import type { NamedCode } from '../../../ui/code-name.ts';
import { findCodes } from '../../../ui/find-codes.ts';

/** One row of the list under the picker; `height` in pixels, so that the list need not measure. */
export type PickerRow =
  | { readonly kind: 'digits-head'; readonly key: string; readonly height: number }
  | { readonly kind: 'group'; readonly key: string; readonly height: number; readonly group: CodeGroup }
  | {
      readonly kind: 'code';
      readonly key: string;
      readonly height: number;
      readonly named: NamedCode;
      readonly digit: CodeDigit | null;
    }
  | { readonly kind: 'retired'; readonly key: string; readonly height: number; readonly count: number }
  | { readonly kind: 'define'; readonly key: string; readonly height: number };

const headHeight = 28;
const codeHeight = 44;
const actionHeight = 32;

export type RowsRequest = {
  readonly codebook: Codebook;
  readonly query: string;
  readonly digits: readonly CodeDigit[];
  readonly isRetiredShown: boolean;
  readonly mayDefine: boolean;
};

/** What stands under the picker: with nothing typed the digits first, then every group; else what matches. */
export function pickerRows({ codebook, query, digits, isRetiredShown, mayDefine }: RowsRequest): PickerRow[] {
  const rows: PickerRow[] = [];
  const digitOf = new Map(digits.flatMap((digit) => (digit.code === null ? [] : [[digit.code, digit] as const])));
  const { codes } = codeIndex(codebook);
  if (query.trim() === '' && digitOf.size > 0) {
    const known = new Map(codes.map((named) => [named.code.id, named]));
    rows.push({ kind: 'digits-head', key: 'digits', height: headHeight });
    for (const digit of digits) {
      const named = known.get(digit.code ?? '');
      if (named !== undefined) {
        rows.push({ kind: 'code', key: `digit-${digit.digit}`, height: codeHeight, named, digit });
      }
    }
  }
  for (const { group, codes: found } of findCodes(codebook, query, 'all', { isRetiredShown })) {
    rows.push({ kind: 'group', key: `group-${group.id}`, height: headHeight, group });
    for (const named of found) {
      const digit = digitOf.get(named.code.id) ?? null;
      rows.push({ kind: 'code', key: named.code.id, height: codeHeight, named, digit });
    }
  }
  if (!isRetiredShown) {
    const count = retiredCount(codebook, query);
    if (count > 0) {
      rows.push({ kind: 'retired', key: 'retired', height: actionHeight, count });
    }
  }
  if (mayDefine) {
    rows.push({ kind: 'define', key: 'define', height: actionHeight });
  }
  return rows;
}

/** How many retired codes the query would find besides. */
function retiredCount(codebook: Codebook, query: string): number {
  if (!codebook.codes.some(({ isRetired }) => isRetired)) {
    return 0;
  }
  return findCodes(codebook, query, 'all', { isRetiredShown: true })
    .flatMap(({ codes }) => codes)
    .filter(({ code }) => code.isRetired).length;
}

/** Whether the highlight may rest on a row. */
export function isChoosable(row: PickerRow | undefined): boolean {
  return row !== undefined && row.kind !== 'group' && row.kind !== 'digits-head';
}

/** The next row in a direction on which the highlight may rest, around the ends; -1 when there is none. */
export function nextChoosable(rows: readonly PickerRow[], from: number, step: 1 | -1): number {
  for (let count = 1; count <= rows.length; count++) {
    const at = ((((from < 0 && step < 0 ? 0 : from) + step * count) % rows.length) + rows.length) % rows.length;
    if (isChoosable(rows[at])) {
      return at;
    }
  }
  return -1;
}

/** Where the highlight rests when something was typed: the first code, else the first thing that can be done. */
export function firstMatch(rows: readonly PickerRow[], query: string): number {
  if (query.trim() === '') {
    return -1;
  }
  const code = rows.findIndex((row) => row.kind === 'code');
  return code >= 0 ? code : rows.findIndex(isChoosable);
}
