import type { Annotation } from '../../domain/annotation.ts';
import type { Code, Codebook, CodeGroup } from '../../domain/codebook.ts';
import { compareVersions } from '../../domain/codebook-differences.ts';
import type { Digest } from '../../domain/digest.ts';
import { codebookOfVersionOrCurrent, findCodebookBytes } from '../codebook/codebook-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';

/** A vocabulary that exhibits use, with the SHA-256 of its canonical JSON: a packet states both and carries the file. */
export type PacketCodebook = { readonly codebook: Codebook; readonly digest: Digest };

/** The versions of the matter's vocabulary that the annotations of a packet were made under. */
export type PacketCodebooks = {
  /** Each once, oldest first. */
  readonly used: readonly PacketCodebook[];
  /** What the annotation's code meant when it was chosen. */
  codeOf(annotation: Annotation): { readonly code: Code | undefined; readonly group: CodeGroup | undefined };
};

type Reader = Pick<OpenMatter, 'database' | 'options'>;

/** Errors: `matter-damaged`. */
export function packetCodebooks(matter: Reader, annotations: readonly Annotation[]): PacketCodebooks {
  const byVersion = new Map<string, PacketCodebook>();
  for (const { codebookVersion } of annotations) {
    if (!byVersion.has(codebookVersion)) {
      byVersion.set(codebookVersion, codebookOfVersionOrCurrent(matter, codebookVersion));
    }
  }
  const byDigest = new Map([...byVersion.values()].map((book) => [book.digest, book]));
  return {
    used: [...byDigest.values()].toSorted((a, b) => compareVersions(a.codebook.version, b.codebook.version)),
    codeOf(annotation) {
      const codebook = byVersion.get(annotation.codebookVersion)?.codebook;
      const code = codebook?.codes.find(({ id }) => id === annotation.code);
      const groupId = code?.group ?? annotation.code.slice(0, 3);
      return { code, group: codebook?.groups.find(({ id }) => id === groupId) };
    },
  };
}

/** Where a packet keeps a version of the vocabulary. The file's own SHA-256 is the digest that the packet states. */
export function codebookPath({ codebook }: PacketCodebook): string {
  return `data/codebooks/codebook-${codebook.version}.json`;
}

/** The files of the versions used: canonical JSON, byte for byte what the digest is of. */
export function codebookFiles(matter: Reader, books: PacketCodebooks): Record<string, Uint8Array> {
  return Object.fromEntries(
    books.used.flatMap((book) => {
      const bytes = findCodebookBytes(matter.database, book.digest);
      return bytes === null ? [] : [[codebookPath(book), bytes]];
    }),
  );
}

/** How a code is spoken of: conduct, and what no version of the vocabulary knows, is always alleged. */
export function codeTitle(books: PacketCodebooks): (annotation: Annotation) => string {
  return (annotation) => {
    const { code, group } = books.codeOf(annotation);
    const title = `${annotation.code} ${code?.label ?? unknownLabel}`;
    return (group?.kind ?? 'conduct') === 'conduct' ? `Alleged / for review: ${title}` : title;
  };
}

export const unknownLabel = '(not in the codebook of this version)';
