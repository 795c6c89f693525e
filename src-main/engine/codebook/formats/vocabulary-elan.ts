import { AppError } from '../../../domain/app-error.ts';
import { splitCodeName } from '../../../domain/code-name.ts';
import { type Codebook, type CodeGroup, codeGroupKinds } from '../../../domain/codebook.ts';
import { attributeOf, childrenOf, readXml, textOf, type XmlElement, xmlText } from '../../read-xml.ts';
import {
  type ForeignCode,
  type ForeignGroup,
  type ForeignVocabulary,
  leftOut,
  splitGroupName,
  type WrittenVocabulary,
} from './foreign-vocabulary.ts';

const undetermined = {
  id: 'und',
  definition: 'http://cdb.iso.org/lg/CDB-00130975-001',
  label: 'undetermined (und)',
};

/** An ELAN external controlled vocabulary (.ecv, as of EAF 2.8): a vocabulary for each group, an entry for each code. */
export function writeVocabularyElan(codebook: Codebook, author: string, writtenAt: Date): WrittenVocabulary {
  const parts = codebook.groups.flatMap((group) => {
    const codes = codebook.codes.filter((code) => code.group === group.id && !code.isRetired);
    return codes.length === 0
      ? []
      : [
          `  <CONTROLLED_VOCABULARY CV_ID="${xmlText(`${group.id} ${group.label}`)}">`,
          `    <DESCRIPTION LANG_REF="und">${xmlText(kindText(group.kind))}</DESCRIPTION>`,
          ...codes.map(
            (code) =>
              `    <CV_ENTRY_ML CVE_ID="${xmlText(code.id)}"><CVE_VALUE DESCRIPTION="${xmlText(code.definition)}" LANG_REF="und">${xmlText(`${code.id} ${code.label}`)}</CVE_VALUE></CV_ENTRY_ML>`,
          ),
          '  </CONTROLLED_VOCABULARY>',
        ];
  });
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<CV_RESOURCE xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" AUTHOR="${xmlText(author)}" DATE="${writtenAt.toISOString()}" VERSION="0.2" xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv2.8.xsd">`,
    `  <LANGUAGE LANG_DEF="${undetermined.definition}" LANG_ID="${undetermined.id}" LANG_LABEL="${undetermined.label}"/>`,
    ...parts,
    '</CV_RESOURCE>',
    '',
  ].join('\n');
  const retired = codebook.codes.filter(({ isRetired }) => isRetired).length;
  const withAttributes = codebook.codes.filter(({ attributes }) => attributes.length > 0).length;
  return {
    text,
    unplaced: [
      ...(withAttributes === 0 ? [] : [`ELAN holds no attributes: those of ${withAttributes} codes were left out.`]),
      ...leftOut(codebook.rules.length, 'rule', 'rules', ': ELAN has none'),
      ...leftOut(retired, 'retired code', 'retired codes', ', so that nobody chooses them'),
      ...(codebook.codes.some(({ synonyms }) => synonyms.length > 0)
        ? ['ELAN holds no synonyms: they were left out.']
        : []),
    ],
  };
}

function kindText(kind: CodeGroup['kind']): string {
  return kind === 'conduct' ? 'Kind: conduct. Always to be read as alleged, for review.' : `Kind: ${kind}.`;
}

function kindOf(description: string): CodeGroup['kind'] | null {
  const word = /^Kind: ([a-z]+)/.exec(description)?.[1];
  return codeGroupKinds.find((kind) => kind === word) ?? null;
}

const lists: ReadonlySet<string> = new Set([
  'CONTROLLED_VOCABULARY',
  'CV_ENTRY',
  'CV_ENTRY_ML',
  'CVE_VALUE',
  'DESCRIPTION',
  'EXTERNAL_REF',
]);

/** The first text of the languages that an entry is said in. */
function firstValue(entry: XmlElement): { readonly text: string; readonly definition: string; readonly count: number } {
  const values = childrenOf(entry, 'CVE_VALUE');
  const [first] = values;
  return {
    text: first === undefined ? '' : textOf(first),
    definition: first === undefined ? '' : attributeOf(first, 'DESCRIPTION'),
    count: values.length,
  };
}

/** The controlled vocabularies of an .ecv, .eaf or .etf file, of the old form and the one with several languages. */
export function readVocabularyElan(text: string): ForeignVocabulary {
  const root = readXml(text, lists);
  const document = childrenOf(root, 'CV_RESOURCE')[0] ?? childrenOf(root, 'ANNOTATION_DOCUMENT')[0];
  if (document === undefined) {
    throw new AppError(
      'bad-request',
      'This XML file is neither an ELAN vocabulary (.ecv) nor an ELAN document (.eaf, .etf).',
    );
  }
  const groups: ForeignGroup[] = [];
  const codes: ForeignCode[] = [];
  const unplaced: string[] = [];
  for (const vocabulary of childrenOf(document, 'CONTROLLED_VOCABULARY')) {
    const name = attributeOf(vocabulary, 'CV_ID');
    const said = childrenOf(vocabulary, 'DESCRIPTION').map(textOf);
    const description = attributeOf(vocabulary, 'DESCRIPTION') || (said[0] ?? '');
    const entries = [
      ...childrenOf(vocabulary, 'CV_ENTRY').map((entry) => ({
        id: null as string | null,
        ...{ text: textOf(entry), definition: attributeOf(entry, 'DESCRIPTION'), count: 1 },
      })),
      ...childrenOf(vocabulary, 'CV_ENTRY_ML').map((entry) => ({
        id: attributeOf(entry, 'CVE_ID'),
        ...firstValue(entry),
      })),
    ];
    if (entries.length === 0) {
      unplaced.push(
        attributeOf(vocabulary, 'EXT_REF') === ''
          ? `The vocabulary "${name}" has no entries.`
          : `The vocabulary "${name}" is kept in another file, which this one only names. Import that .ecv file.`,
      );
      continue;
    }
    const kind = kindOf(description);
    const place = groups.push({ ...splitGroupName(name || 'ELAN'), kind }) - 1;
    if (kind === null && description !== '') {
      unplaced.push(
        `The description of the vocabulary "${name}" ("${description.slice(0, 120)}") has no place in a group.`,
      );
    }
    for (const entry of entries) {
      const { id, label } = splitCodeName(entry.text);
      if (label === '') {
        unplaced.push(`An entry of "${name}" has no text.`);
        continue;
      }
      if (entry.count > 1) {
        unplaced.push(`"${label}" is said in ${entry.count} languages; the first was taken.`);
      }
      const isOwnId = /^[A-Z]{3}\.[0-9A-Z]{1,4}$/.test(entry.id ?? '');
      codes.push({
        id: isOwnId ? entry.id : id,
        label,
        definition: entry.definition,
        group: place,
        synonyms: [],
        attributes: null,
        isRetired: false,
      });
    }
  }
  return { title: 'ELAN', groups, codes, rules: [], unplaced };
}
