import { AppError, type AppErrorCode, toAppError } from '../../src-main/domain/app-error.ts';
import type { FrameIndex } from '../../src-main/domain/frame-index.ts';
import { decodeFrameIndex } from '../../src-main/domain/frame-index-codec.ts';

/** What comes of the bytes of a FrameIndex: the index, or why there is none. */
export type IndexAnswer =
  | { readonly index: FrameIndex }
  | { readonly failure: { readonly code: AppErrorCode; readonly message: string } };

async function inflate(stored: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const inflated = new Blob([stored]).stream().pipeThrough(new DecompressionStream('deflate'));
  try {
    return new Uint8Array(await new Response(inflated).arrayBuffer());
  } catch (error) {
    throw new AppError(
      'media-unreadable',
      'A stored frame index is damaged and cannot be used. Index the recording again.',
      { byteCount: stored.length },
      error,
    );
  }
}

/** Reads the FrameIndex as the engine stores it: deflated bytes of `encodeFrameIndex`. Never rejects. */
export async function answerWithIndex(stored: Uint8Array<ArrayBuffer>): Promise<IndexAnswer> {
  try {
    return { index: decodeFrameIndex(await inflate(stored)) };
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    return { failure: { code, message } };
  }
}

/** The memory of the columns, which is handed over instead of copied. */
export function columnsOf(answer: IndexAnswer): ArrayBuffer[] {
  if (!('index' in answer)) {
    return [];
  }
  const { hidden, ...columns } = answer.index;
  const buffers = [...Object.values(columns), ...Object.values(hidden)]
    .filter((value) => ArrayBuffer.isView(value))
    .map(({ buffer }) => buffer);
  return [...new Set(buffers as ArrayBuffer[])];
}
