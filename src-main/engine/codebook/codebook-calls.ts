import { differencesBetween } from '../../domain/codebook-differences.ts';
import { countByCode, standingByVersion } from '../annotations/code-use-store.ts';
import type { CallHandlers } from '../engine-context.ts';
import { codebookOfVersion, currentCodebook, listKeptVersions } from './codebook-store.ts';
import { pinCode, showDigits } from './pin-code.ts';
import { shippedCodebook } from './shipped-codebook.ts';
import { changeCodebook } from './write-version.ts';

type CodebookCall =
  | 'codebook.show'
  | 'codebook.versions'
  | 'codebook.differences'
  | 'codebook.change'
  | 'codebook.usage'
  | 'codebook.digits'
  | 'codebook.pin';

export const codebookCalls: CallHandlers<CodebookCall> = {
  'codebook.show': ({ version }, context) => {
    if (context.engine.openMatter === null && version === undefined) {
      return shippedCodebook(context.engine.options.resourcesFolder);
    }
    const matter = context.matter();
    return (version === undefined ? currentCodebook(matter) : codebookOfVersion(matter, version)).codebook;
  },

  'codebook.versions': (_input, context) => {
    const matter = context.matter();
    const current = currentCodebook(matter);
    const annotations = standingByVersion(matter.database);
    return listKeptVersions(matter.database).map(({ state, ...kept }) => ({
      ...kept,
      isCurrent: kept.version === current.codebook.version,
      isUndone: state === 'withdrawn',
      annotationCount: annotations.get(kept.version) ?? 0,
    }));
  },

  'codebook.differences': ({ from, to }, context) => {
    const matter = context.matter();
    return differencesBetween(codebookOfVersion(matter, from).codebook, codebookOfVersion(matter, to).codebook);
  },

  'codebook.change': (request, context) => {
    const { version, differences } = changeCodebook(context.matter(), request);
    return { version, differences: [...differences] };
  },

  'codebook.usage': (_input, context) => countByCode(context.matter().database),

  'codebook.digits': (_input, context) => showDigits(context.matter()),

  'codebook.pin': (request, context) => pinCode(context.matter(), request),
};
