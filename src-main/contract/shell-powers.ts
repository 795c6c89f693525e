import { z } from 'zod';

/**
 * The short list of powers the shell lends to the page, over a port of its own: dialogs, reveal, menu. Paths stay in the
 * shell; the page gets grants (see PathReference) with the bare name to show.
 */
const none = z.strictObject({});
const granted = z.strictObject({ grant: z.string(), name: z.string() });
export type GrantedPath = z.infer<typeof granted>;

/** `system` follows the operating system. */
export const themes = ['dark', 'light', 'system'] as const;
export type Theme = (typeof themes)[number];

export const zoomChanges = ['in', 'out', 'usual'] as const;
export type ZoomChange = (typeof zoomChanges)[number];

export const shellCalls = {
  'dialog.pickFiles': { input: none, output: z.array(granted) },
  'dialog.pickFolders': { input: none, output: z.array(granted) },
  'dialog.pickFolder': { input: z.strictObject({ title: z.string().max(200) }), output: granted.nullable() },
  'dialog.newFolder': {
    input: z.strictObject({ title: z.string().max(200), suggestedName: z.string().max(200) }),
    output: granted.nullable(),
  },
  'dialog.saveFile': {
    input: z.strictObject({ title: z.string().max(200), suggestedName: z.string().max(200) }),
    output: granted.nullable(),
  },
  'reveal.packet': { input: z.strictObject({ packetId: z.string() }), output: none },
  /** Where a hand-over was written, with its first file. */
  'reveal.transfer': { input: z.strictObject({ transferId: z.string() }), output: none },
  'reveal.matter': { input: none, output: none },
  'clipboard.write': { input: z.strictObject({ text: z.string().max(1_000_000) }), output: none },
  'print.page': { input: none, output: none },
  /** Kept by the shell, because the page's own storage does not outlive it; the page finds it in its address (`?theme=`). */
  'theme.remember': { input: z.strictObject({ theme: z.enum(themes) }), output: none },
  /** Makes everything in the window larger or smaller by one step, or as it is usually; kept by the shell. */
  'zoom.change': { input: z.strictObject({ to: z.enum(zoomChanges) }), output: z.strictObject({ percent: z.int() }) },
  'menu.set': {
    input: z.strictObject({
      items: z
        .array(
          z.strictObject({
            menu: z.enum(['file', 'edit', 'view', 'playback', 'help']),
            commandId: z.string(),
            label: z.string(),
            accelerator: z.string().nullable(),
            isEnabled: z.boolean(),
          }),
        )
        .max(300),
    }),
    output: none,
  },
} as const;

export const shellTopicSchemas = {
  /** A menu item was chosen. */
  'menu.command': z.strictObject({ commandId: z.string() }),
  /** Files or folders were dropped on the window. */
  'files.dropped': z.strictObject({ paths: z.array(granted) }),
  /** The engine stopped; a new engine port follows. */
  'engine.restarting': z.strictObject({ reason: z.string() }),
} as const;

export type ShellCallName = keyof typeof shellCalls;
export type ShellCallInput<N extends ShellCallName> = z.input<(typeof shellCalls)[N]['input']>;
export type ShellCallOutput<N extends ShellCallName> = z.output<(typeof shellCalls)[N]['output']>;
export type ShellTopicName = keyof typeof shellTopicSchemas;
export type ShellTopicValue<T extends ShellTopicName> = z.output<(typeof shellTopicSchemas)[T]>;

/** How the preload hands the ports to the page: `window.postMessage({ kind }, origin, [port])`. */
export const portDeliverySchema = z.strictObject({ kind: z.enum(['engine-port', 'shell-port']) });
