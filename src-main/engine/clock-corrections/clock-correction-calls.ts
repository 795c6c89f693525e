import type { CallHandlers } from '../engine-context.ts';
import { findFootage } from '../footage/footage-store.ts';
import { findClockCorrection } from './clock-correction-store.ts';
import { setClockCorrection, withdrawClockCorrection } from './write-clock-correction.ts';

type ClockCorrectionCall = 'clockCorrections.show' | 'clockCorrections.set' | 'clockCorrections.withdraw';

export const clockCorrectionCalls: CallHandlers<ClockCorrectionCall> = {
  'clockCorrections.show': ({ footageId }, context) => {
    const { database } = context.matter();
    findFootage(database, footageId);
    return findClockCorrection(database, footageId);
  },

  'clockCorrections.set': (draft, context) => setClockCorrection(context.matter(), draft),

  'clockCorrections.withdraw': (request, context) => withdrawClockCorrection(context.matter(), request),
};
