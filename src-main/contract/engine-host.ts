import { z } from 'zod';

/**
 * How the shell speaks with the process that hosts the engine. One start-up value (`hostOptionsSchema`, as JSON in the
 * last command-line argument) and messages that attach, feed and close ports.
 */

/** What the host tells an engine process at start, as JSON in its last argument. */
export const hostOptionsSchema = z.strictObject({
  dataFolder: z.string().min(1),
  resourcesFolder: z.string().min(1),
  appVersion: z.string().min(1),
  /** "electron-utility" or "node-child": shown in About and written into custody events. */
  host: z.string().min(1),
});
export type HostOptions = z.infer<typeof hostOptionsSchema>;

export const trustSchema = z.enum(['page', 'shell']);

/** To a utility process. */
export const utilityMessageSchema = z.discriminatedUnion('kind', [
  /** Comes with exactly one MessagePortMain, which becomes a port of that trust. */
  z.strictObject({ kind: z.literal('attach'), trust: trustSchema }),
  /** Stop jobs, close the matter and exit with code 0. */
  z.strictObject({ kind: z.literal('quit') }),
]);
export type UtilityMessage = z.infer<typeof utilityMessageSchema>;

/** A number that the shell gives each port of a Node child; never used twice with one child. */
const portId = z.int().min(0);

/** Shell to Node child (IPC channel with `serialization: 'advanced'`). */
export const toChildMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('attach'), portId, trust: trustSchema }),
  z.strictObject({ kind: z.literal('post'), portId, message: z.unknown() }),
  z.strictObject({ kind: z.literal('close'), portId }),
  /** Stop jobs, close the matter and exit with code 0. Leaving the channel (`disconnect`) asks the same. */
  z.strictObject({ kind: z.literal('quit') }),
]);
export type ToChildMessage = z.infer<typeof toChildMessageSchema>;

/** Node child to shell. */
export const fromChildMessageSchema = z.discriminatedUnion('kind', [
  /** The engine stands and listens; sent once. */
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('post'), portId, message: z.unknown() }),
  z.strictObject({ kind: z.literal('close'), portId }),
]);
export type FromChildMessage = z.infer<typeof fromChildMessageSchema>;
