import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { readRange } from './byte-range.ts';

/** A file to be sent, as the engine described it. */
export type LocatedFile = { readonly path: string; readonly mediaType: string; readonly byteCount: number };

/** One read from disk, and so the most that one waiting request holds in memory. */
const chunkBytes = 256 * 1024;

/** Windows has no such flag, and there the value is undefined. */
const noFollow = constants.O_NOFOLLOW ?? 0;

let openHandles = 0;

/** How many files are open for answers at this moment; a test asks, so that a leak is seen. */
export function openFileHandles(): number {
  return openHandles;
}

/**
 * Answers one GET or HEAD with the bytes of a file: 200, 206 with the exact part, or 416. The body is read as it is drawn,
 * and the file is closed when the body ends, fails or is given up.
 * @param file opened read-only, never through a symbolic link
 * @param request method and Range header are looked at
 * @param headers sent with every answer
 * @returns 410 when the file is not the size it was recorded with: bytes that changed are not shown
 * @throws the file system's error when the file cannot be opened
 */
export async function answerWithFile(
  file: LocatedFile,
  request: Request,
  headers: Record<string, string>,
): Promise<Response> {
  const handle = await open(file.path, constants.O_RDONLY | noFollow);
  openHandles += 1;
  let isKept = false;
  try {
    const { size } = await handle.stat();
    if (size !== file.byteCount) {
      return new Response(null, { status: 410, headers });
    }
    const answer = readRange(request.headers.get('range'), size);
    if (answer.kind === 'unsatisfiable') {
      return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${size}` } });
    }
    const { start, end } = answer.kind === 'part' ? answer.range : { start: 0, end: size - 1 };
    const described = {
      ...headers,
      'Content-Type': file.mediaType,
      'Content-Length': String(end - start + 1),
      'Accept-Ranges': 'bytes',
      ...(answer.kind === 'part' ? { 'Content-Range': `bytes ${start}-${end}/${size}` } : {}),
    };
    const status = answer.kind === 'part' ? 206 : 200;
    if (request.method === 'HEAD' || size === 0) {
      return new Response(null, { status, headers: described });
    }
    isKept = true;
    return new Response(streamPart(handle, start, end), { status, headers: described });
  } finally {
    if (!isKept) {
      await closeHandle(handle);
    }
  }
}

async function closeHandle(handle: FileHandle): Promise<void> {
  openHandles -= 1;
  await handle.close();
}

/** Bytes `start` to `end`, read only as fast as they are taken. */
function streamPart(handle: FileHandle, start: number, end: number): ReadableStream<Uint8Array> {
  let position = start;
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= closeHandle(handle);
    return closing;
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const wanted = Math.min(chunkBytes, end - position + 1);
          const { bytesRead, buffer } = await handle.read(new Uint8Array(wanted), 0, wanted, position);
          if (closing !== null) {
            return;
          }
          if (bytesRead === 0) {
            throw new Error('The file became shorter while it was being read.');
          }
          position += bytesRead;
          controller.enqueue(buffer.subarray(0, bytesRead));
          if (position > end) {
            await close();
            controller.close();
          }
        } catch (error) {
          // Given up while a read was under way: there is nobody left to tell.
          if (closing === null) {
            await close();
            controller.error(error);
          }
        }
      },
      cancel: close,
    },
    { highWaterMark: 1 },
  );
}
