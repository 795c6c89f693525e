import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import canonicalize from 'canonicalize';
import { AppError } from '../../domain/app-error.ts';
import { type Codebook, codebookSchema } from '../../domain/codebook.ts';
import { type Digest, digestSchema } from '../../domain/digest.ts';

/** A vocabulary of 20,000 codes is about a tenth of this. */
const greatestBytes = 128 * 1024 * 1024;

/** A vocabulary as the bytes that its digest is of: canonical JSON (RFC 8785), UTF-8. */
export type CodebookText = { readonly bytes: Buffer; readonly digest: Digest };

export function digestOfBytes(bytes: Uint8Array): Digest {
  return digestSchema.parse(createHash('sha256').update(bytes).digest('hex'));
}

export function textOfCodebook(codebook: Codebook): CodebookText {
  const text = canonicalize(codebook);
  if (text === undefined) {
    throw new AppError('internal', 'The codebook has no JSON form.');
  }
  const bytes = Buffer.from(text, 'utf8');
  return { bytes, digest: digestOfBytes(bytes) };
}

export function packText(bytes: Uint8Array): Buffer {
  return deflateSync(bytes, { level: 6 });
}

/** Errors: `matter-damaged` when the bytes are not those that the digest names. */
export function unpackText(body: Uint8Array, digest: Digest): Buffer {
  try {
    const bytes = inflateSync(body, { maxOutputLength: greatestBytes });
    if (digestOfBytes(bytes) === digest) {
      return bytes;
    }
  } catch (cause) {
    throw damaged(digest, cause);
  }
  throw damaged(digest, null);
}

/** Errors: `matter-damaged`. */
export function parseCodebookBytes(bytes: Uint8Array, digest: Digest): Codebook {
  try {
    return codebookSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (cause) {
    throw damaged(digest, cause);
  }
}

function damaged(digest: Digest, cause: unknown): AppError {
  return new AppError(
    'matter-damaged',
    'A stored codebook of this matter cannot be read. Verify the matter, and restore it from a backup if it is damaged.',
    { digest },
    cause,
  );
}
