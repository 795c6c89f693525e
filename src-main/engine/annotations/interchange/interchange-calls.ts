import type { CallHandlers } from '../../engine-context.ts';
import { exportAnnotations } from './export-annotations.ts';
import { importAnnotations, previewImport } from './import-annotations.ts';

type InterchangeCall = 'annotations.export' | 'annotations.previewImport' | 'annotations.import';

export const interchangeCalls: CallHandlers<InterchangeCall> = {
  'annotations.export': ({ to, ...request }, { engine, trust, matter }) =>
    exportAnnotations(matter(), { ...request, file: engine.grants.resolve(to, trust) }),

  'annotations.previewImport': ({ from, ...request }, { engine, trust, matter }) =>
    previewImport(matter(), { ...request, file: engine.grants.resolve(from, trust) }),

  'annotations.import': ({ from, ...request }, { engine, trust, matter }) =>
    importAnnotations(matter(), { ...request, file: engine.grants.resolve(from, trust) }),
};
