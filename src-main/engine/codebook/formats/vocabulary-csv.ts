import Papa from 'papaparse';
import { z } from 'zod';
import { AppError } from '../../../domain/app-error.ts';
import { type Codebook, type CodeGroup, codeAttributeSchema, codeGroupKinds } from '../../../domain/codebook.ts';
import {
  type ForeignCode,
  type ForeignGroup,
  type ForeignVocabulary,
  leftOut,
  type WrittenVocabulary,
} from './foreign-vocabulary.ts';

const columns = [
  'id',
  'label',
  'definition',
  'group',
  'group label',
  'kind',
  'synonyms',
  'retired',
  'attributes',
] as const;
type Column = (typeof columns)[number];

/** One code a row, UTF-8 with a byte order mark; a cell that a spreadsheet takes for a formula begins with an apostrophe. */
export function writeVocabularyCsv(codebook: Codebook): WrittenVocabulary {
  const groups = new Map(codebook.groups.map((group) => [group.id, group]));
  const rows = codebook.codes.map((code) => {
    const group = groups.get(code.group);
    return [
      code.id,
      code.label,
      code.definition,
      code.group,
      group?.label ?? '',
      group?.kind ?? '',
      code.synonyms.join('; '),
      code.isRetired ? 'yes' : 'no',
      code.attributes.length === 0 ? '' : JSON.stringify(code.attributes),
    ];
  });
  const used = new Set(codebook.codes.map(({ group }) => group));
  const empty = codebook.groups.filter(({ id }) => !used.has(id)).length;
  return {
    text: `\ufeff${Papa.unparse({ fields: [...columns], data: rows }, { escapeFormulae: true, newline: '\r\n' })}\r\n`,
    unplaced: [
      ...leftOut(codebook.rules.length, 'rule', 'rules', ': a table has none'),
      ...leftOut(empty, 'group without codes', 'groups without codes', ': a table has a row for each code'),
      ...(codebook.codes.some(({ synonyms }) => synonyms.some((word) => word.includes(';')))
        ? ['Synonyms that hold a semicolon come back as two.']
        : []),
    ],
  };
}

/** What stood in the cell before a spreadsheet was kept from calculating with it. */
function undefused(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

const attributesSchema = z.array(codeAttributeSchema);

/** Errors: `bad-request` when the heading is missing. */
export function readVocabularyCsv(text: string): ForeignVocabulary {
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy' });
  const heading = (data[0] ?? []).map((cell) => cell.trim().toLowerCase());
  if (!heading.includes('label')) {
    throw new AppError(
      'bad-request',
      `This CSV file has no column "label". Its first row names the columns: ${columns.join(', ')}.`,
    );
  }
  const unplaced = heading
    .filter((name) => name !== '' && !columns.some((column) => column === name))
    .map((name) => `The column "${name}" has no place in a codebook.`);
  const groups: ForeignGroup[] = [];
  const codes: ForeignCode[] = [];
  for (const [at, row] of data.slice(1).entries()) {
    const cell = (column: Column): string => undefused((row[heading.indexOf(column)] ?? '').trim());
    if (cell('label') === '') {
      unplaced.push(`Row ${at + 2} has no label.`);
      continue;
    }
    codes.push({
      id: cell('id') === '' ? null : cell('id'),
      label: cell('label'),
      definition: cell('definition'),
      group: groupPlace(groups, cell('group'), cell('group label'), cell('kind')),
      synonyms: cell('synonyms')
        .split(';')
        .map((word) => word.trim())
        .filter((word) => word !== ''),
      attributes: heading.includes('attributes') ? attributesOf(cell('attributes'), at + 2, unplaced) : null,
      isRetired: /^(yes|true|1)$/i.test(cell('retired')),
    });
  }
  return { title: 'CSV', groups, codes, rules: [], unplaced };
}

function groupPlace(groups: ForeignGroup[], id: string, label: string, kindText: string): number {
  const kind: CodeGroup['kind'] | null =
    codeGroupKinds.find((candidate) => candidate === kindText.toLowerCase()) ?? null;
  const name = label === '' ? id || 'Imported' : label;
  const found = groups.findIndex((group) => (id === '' ? group.label === name : group.id === id));
  return found >= 0 ? found : groups.push({ id: id === '' ? null : id, label: name, kind }) - 1;
}

function attributesOf(cell: string, line: number, unplaced: string[]): ForeignCode['attributes'] {
  if (cell === '') {
    return [];
  }
  let value: unknown;
  try {
    value = JSON.parse(cell);
  } catch {
    // Not JSON: said below as any other text that cannot be read.
    value = null;
  }
  const parsed = attributesSchema.safeParse(value);
  if (!parsed.success) {
    unplaced.push(`The attributes of row ${line} cannot be read, so the code keeps those it has.`);
    return null;
  }
  return parsed.data;
}
