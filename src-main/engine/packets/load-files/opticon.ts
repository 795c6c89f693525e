/** One page image. */
export type OpticonPage = {
  readonly key: string;
  readonly volume: string;
  /** Relative to the volume's root, with backslashes. */
  readonly path: string;
};

/**
 * An Opticon load file for documents of one page each. Seven values a line: image key, volume, path, `Y` where a document
 * begins, folder break, box break, number of pages.
 */
export function writeOpticon(pages: readonly OpticonPage[]): string {
  return pages.map(({ key, volume, path }) => `${key},${volume},${path},Y,,,1\r\n`).join('');
}
