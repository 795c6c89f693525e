import { differencesBetween } from '../../domain/codebook-differences.ts';
import { countByCode, standingByVersion } from '../annotations/code-use-store.ts';
import type { CallHandlers } from '../engine-context.ts';
import { checkCodebook } from './check-codebook.ts';
import { codebookOfVersion, currentCodebook, listKeptVersions } from './codebook-store.ts';
import { exportVocabulary, importVocabulary, previewVocabulary } from './exchange-vocabulary.ts';
import { pinCode, showDigits } from './pin-code.ts';
import { shippedCodebook } from './shipped-codebook.ts';
import { offerCodebook, upgradeCodebook } from './upgrade-codebook.ts';
import { changeCodebook } from './write-version.ts';

type CodebookCall =
  | 'codebook.show'
  | 'codebook.versions'
  | 'codebook.differences'
  | 'codebook.change'
  | 'codebook.preview'
  | 'codebook.import'
  | 'codebook.export'
  | 'codebook.offer'
  | 'codebook.upgrade'
  | 'codebook.check'
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

  'codebook.preview': ({ file, unknownKind }, context) =>
    previewVocabulary(context.matter(), context.engine.grants.resolve(file, context.trust), unknownKind),

  'codebook.import': async (request, context) => {
    const file = context.engine.grants.resolve(request.file, context.trust);
    const { version, differences, unplaced } = await importVocabulary(context.matter(), { ...request, file });
    return { version, differences: [...differences], unplaced: [...unplaced] };
  },

  // A file the person chose in the save dialog may be replaced: the dialog asked.
  'codebook.export': (request, context) =>
    exportVocabulary(context.matter(), {
      ...request,
      out: context.engine.grants.resolve(request.out, context.trust),
      mayReplace: context.trust === 'page',
    }),

  'codebook.offer': (_input, context) => offerCodebook(context.matter()),

  'codebook.upgrade': ({ base }, context) => {
    const { version, differences } = upgradeCodebook(context.matter(), base);
    return { version, differences: [...differences] };
  },

  'codebook.check': ({ footageId }, context) => checkCodebook(context.matter(), footageId),

  'codebook.usage': (_input, context) => countByCode(context.matter().database),

  'codebook.digits': (_input, context) => showDigits(context.matter()),

  'codebook.pin': (request, context) => pinCode(context.matter(), request),
};
