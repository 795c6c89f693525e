import { createGrowingColumn } from './growing-column.ts';
import { fileUrl, inputGuards } from './input-guard.ts';
import { type MediaOptions, throttleProgress } from './media-options.ts';
import { runTool } from './run-tool.ts';
import { findMediaTools } from './tools.ts';

/** The packets of one stream in the order they stand in the file (decode order); NaN where the container is silent. */
export interface PacketColumns {
  readonly count: number;
  readonly pts: Float64Array;
  readonly dts: Float64Array;
  readonly durations: Float64Array;
  readonly byteSizes: Float64Array;
  readonly bytePositions: Float64Array;
  /** Sums of `packetFlags`. */
  readonly flags: Float64Array;
}

export const packetFlags = { key: 1, hidden: 2, corrupt: 4 } as const;

const comma = 0x2c;
const lineEnd = 0x0a;
const minus = 0x2d;
const zero = 0x30;
const nine = 0x39;
const flagOfByte: Readonly<Record<number, number>> = {
  75: packetFlags.key,
  68: packetFlags.hidden,
  67: packetFlags.corrupt,
};
const fieldCount = 6;

/**
 * Reads lines `pts,dts,duration,size,pos,flags` byte by byte, without making strings: on a long recording ffprobe
 * prints over a hundred megabytes of them.
 */
export function createPacketParser(onPacket: (fields: Float64Array) => void): (chunk: Buffer) => void {
  const fields = new Float64Array(fieldCount);
  let field = 0;
  let value = 0;
  let isNegative = false;
  let hasDigits = false;

  const endField = (): void => {
    if (field < fieldCount - 1) {
      fields[field] = hasDigits ? (isNegative ? -value : value) : Number.NaN;
    }
    field += 1;
    value = 0;
    isNegative = false;
    hasDigits = false;
  };
  return (chunk) => {
    for (const byte of chunk) {
      if (byte === comma) {
        endField();
      } else if (byte === lineEnd) {
        endField();
        if (field >= fieldCount) {
          onPacket(fields);
        }
        field = 0;
        fields[fieldCount - 1] = 0;
      } else if (field === fieldCount - 1) {
        fields[fieldCount - 1] = (fields[fieldCount - 1] ?? 0) | (flagOfByte[byte] ?? 0);
      } else if (byte >= zero && byte <= nine) {
        value = value * 10 + (byte - zero);
        hasDigits = true;
      } else if (byte === minus) {
        isNegative = true;
      }
    }
  };
}

/** Lists every packet of one stream; many times faster than decoding. Throws `tool-failed` or `cancelled`. */
export async function readPackets(path: string, stream: number, options: MediaOptions = {}): Promise<PacketColumns> {
  const tools = options.tools ?? (await findMediaTools());
  const report = throttleProgress(options.onProgress);
  const columns = Array.from({ length: fieldCount }, createGrowingColumn);
  const [pts, dts, durations, byteSizes, bytePositions, flags] = columns;
  const parse = createPacketParser((fields) => {
    for (let field = 0; field < fieldCount; field += 1) {
      columns[field]?.push(fields[field] ?? Number.NaN);
    }
  });
  await runTool({
    executable: tools.ffprobe,
    tool: 'ffprobe',
    toolVersion: tools.version,
    arguments: [
      ...['-v', 'level+error', '-hide_banner'],
      ...inputGuards,
      ...['-select_streams', String(stream)],
      ...['-show_entries', 'packet=pts,dts,duration,size,pos,flags', '-of', 'csv=p=0'],
      fileUrl(path),
    ],
    signal: options.signal,
    onStdout: (chunk) => {
      parse(chunk);
      report({ done: pts?.length ?? 0, total: null, unit: 'coded pictures' });
    },
  });
  options.onProgress?.({ done: pts?.length ?? 0, total: null, unit: 'coded pictures' });
  const taken = (column: typeof pts): Float64Array => column?.take() ?? new Float64Array(0);
  return {
    count: pts?.length ?? 0,
    pts: taken(pts),
    dts: taken(dts),
    durations: taken(durations),
    byteSizes: taken(byteSizes),
    bytePositions: taken(bytePositions),
    flags: taken(flags),
  };
}
