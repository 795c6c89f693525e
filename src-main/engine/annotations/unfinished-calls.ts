import type { CallHandlers } from '../engine-context.ts';
import { dropUnfinished, keepUnfinished, listUnfinished } from './unfinished-store.ts';

export const unfinishedCalls: CallHandlers<'unfinished.list' | 'unfinished.keep' | 'unfinished.drop'> = {
  'unfinished.list': (_input, context) => listUnfinished(context.matter()),

  'unfinished.keep': (unfinished, context) => {
    keepUnfinished(context.matter(), unfinished);
    return {};
  },

  'unfinished.drop': (key, context) => {
    dropUnfinished(context.matter(), key);
    return {};
  },
};
