import { z } from 'zod';
import { AppError } from '../domain/app-error.ts';
import { answerWithFile, type LocatedFile } from './file-answer.ts';
import { pageOrigin } from './schemes.ts';

/** Asks the engine where a recording or a derivative of it lies. Rejects with an AppError. */
export type LocateFile = (what: 'original' | 'rendition', id: string) => Promise<LocatedFile>;

const hostSchema = z.enum(['original', 'rendition']);
const idSchema = z.uuid();

const commonHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  'Access-Control-Allow-Origin': pageOrigin,
  'Access-Control-Expose-Headers': 'Accept-Ranges, Content-Length, Content-Range',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  Vary: 'Origin',
};

/**
 * Answers `footage://original/<footageId>` and `footage://rendition/<renditionId>` with the bytes of the file, in parts as
 * they are asked for. No answer ever tells a path.
 * @param locate asked once a request
 * @param report told of what went wrong on this side: a file that is gone, a disk that fails
 */
export function createFootageAnswer(locate: LocateFile, report: (failure: AppError) => void) {
  return async (request: Request): Promise<Response> => {
    if (request.method === 'OPTIONS') {
      return new Response(null, {
        status: 204,
        headers: {
          ...commonHeaders,
          'Access-Control-Allow-Methods': 'GET, HEAD',
          'Access-Control-Allow-Headers': 'Range',
        },
      });
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refusal(405, { Allow: 'GET, HEAD, OPTIONS' });
    }
    const address = readAddress(request.url);
    if (address === null) {
      return refusal(404);
    }
    try {
      return await answerWithFile(await locate(address.what, address.id), request, commonHeaders);
    } catch (error) {
      const failure = toFootageError(error, address.what, address.id);
      if (failure.code !== 'not-found' && failure.code !== 'no-matter-open') {
        report(failure);
      }
      return refusal(statusOf(failure));
    }
  };
}

function refusal(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { ...commonHeaders, ...headers } });
}

/** Null for everything that is not exactly one of the two addresses. */
function readAddress(url: string): { what: 'original' | 'rendition'; id: string } | null {
  const { hostname, pathname, search, username, port } = new URL(url);
  const what = hostSchema.safeParse(hostname);
  const id = idSchema.safeParse(pathname.slice(1));
  return what.success && id.success && search === '' && username === '' && port === ''
    ? { what: what.data, id: id.data }
    : null;
}

function toFootageError(error: unknown, what: string, id: string): AppError {
  if (error instanceof AppError) {
    return error;
  }
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return isMissing
    ? new AppError(
        'object-missing',
        `The file of ${what} ${id} is no longer where it was kept; verify the matter.`,
        {},
        error,
      )
    : new AppError('source-unreadable', `The file of ${what} ${id} could not be read; check the disk.`, {}, error);
}

function statusOf(failure: AppError): number {
  switch (failure.code) {
    case 'not-found':
    case 'no-matter-open':
    case 'bad-request':
    case 'media-unreadable':
      return 404;
    case 'object-missing':
      return 410;
    case 'engine-gone':
      return 503;
    default:
      return 500;
  }
}
