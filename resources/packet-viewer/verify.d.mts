/** Types of verify.mjs for the engine, which runs the same code as the recipient of a packet. */

export type PacketReport = {
  readonly result: string;
  readonly level: number;
  readonly files: readonly {
    readonly path: string;
    readonly expected: string | null;
    readonly actual: string | null;
    readonly status: string;
  }[];
  readonly fileCount: number;
  readonly byteCount: number;
  readonly signature: {
    /** Of the signer by whom the packet is judged: the one that was named, if it is among them. */
    readonly key: string | null;
    readonly status: string;
    /** Everybody whose good signature the statement carries. */
    readonly signers: readonly { readonly fingerprint: string; readonly name: string }[];
  };
  readonly custody: {
    readonly status: string;
    readonly entryCount: number;
    readonly checkpointSize: number | null;
  };
  readonly problems: readonly string[];
  readonly toolVersion: string;
};

export const toolVersion: string;
export const faults: Readonly<Record<string, number>>;
export const passes: Readonly<Record<'pass' | 'pass-hash-only', number>>;

/** Never rejects but with the reason of an aborted `signal`. */
export function verifyPacket(
  folder: string,
  options?: {
    /** Fingerprints known from elsewhere; when any is given, a packet signed by another key fails. */
    readonly keys?: readonly string[] | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly onBytes?: ((byteCount: number) => void) | undefined;
  },
): Promise<PacketReport>;

export function printable(text: string): string;
export function isSafePath(relative: string): boolean;
export function canonical(value: unknown): string;
export function fingerprintOf(raw: Uint8Array): string;
