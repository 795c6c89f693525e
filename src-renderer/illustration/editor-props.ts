import type { FootageId } from '../../src-main/domain/identifier.ts';
import type { Illustration } from '../../src-main/domain/illustration.ts';
import type { FrameSpan } from '../../src-main/domain/time.ts';

/** What the editor of an illustrative aid is given, and what it tells. */
export type IllustrationEditorProps = {
  readonly footageId: FootageId;
  readonly span: FrameSpan;
  /** Null begins a new one. */
  readonly illustration: Illustration | null;
  /** As it is to be read in the pictures: `Ex. 12`. */
  readonly exhibitLabel: string;
  /** Called once, when the reviewer keeps what was drawn; the editor closes when it has been recorded. */
  readonly onChange: (illustration: Illustration) => Promise<unknown> | undefined;
  readonly onClose: () => void;
};
