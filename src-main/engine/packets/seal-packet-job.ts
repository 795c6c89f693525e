import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { packetIdSchema } from '../../domain/identifier.ts';
import { defineJobKind } from '../jobs/job-kind.ts';

export const sealPacketJob = defineJobKind({
  kind: 'seal-packet',
  lane: 'encode',
  unit: 'frames',
  inputSchema: z.strictObject({ packetId: packetIdSchema }),
  run() {
    return Promise.reject(new AppError('internal', 'Sealing packets is not built yet.'));
  },
});
