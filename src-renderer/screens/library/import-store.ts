import { createStore } from 'zustand/vanilla';
import type { AcquisitionId, JobId } from '../../../src-main/domain/identifier.ts';

/** The import begun last from this window, until its outcome was dismissed; kept while other screens are looked at. */
export type StartedImport = { readonly acquisitionId: AcquisitionId; readonly jobId: JobId };

export const importStore = createStore<{ readonly started: StartedImport | null }>()(() => ({ started: null }));
