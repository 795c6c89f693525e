import { z } from 'zod';
import { AppError, appErrorCodes } from '../domain/app-error.ts';

/** The five kinds of message. Cancel is one of them: a call that is no longer wanted stops working. */
export const clientMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), id: z.int(), name: z.string().max(100), input: z.unknown() }),
  z.strictObject({ kind: z.literal('cancel'), id: z.int() }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

export const wireErrorSchema = z.strictObject({
  code: z.enum(appErrorCodes),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
});
export type WireError = z.infer<typeof wireErrorSchema>;

export const serverMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('result'), id: z.int(), value: z.unknown() }),
  z.strictObject({ kind: z.literal('error'), id: z.int(), error: wireErrorSchema }),
  z.strictObject({ kind: z.literal('event'), topic: z.string(), value: z.unknown() }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;

/** What of an error may cross: code, sentence, facts. Never the stack, never the cause. */
export function toWireError(error: AppError): WireError {
  const details: WireError['details'] = {};
  for (const [key, value] of Object.entries(error.details)) {
    details[key] = typeof value === 'object' && value !== null ? [...value] : value;
  }
  return { code: error.code, message: error.message, details };
}

export function fromWireError(error: WireError): AppError {
  return new AppError(error.code, error.message, error.details);
}
