import { execFileSync } from 'node:child_process';

/** Whether qpdf, poppler and zbar, which read our documents as a stranger would, are here; with CI=true they must be. */
export function arePdfToolsHere(): boolean {
  try {
    execFileSync('qpdf', ['--version'], { stdio: 'ignore' });
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    execFileSync('zbarimg', ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    if (process.env['CI'] === 'true') {
      throw new Error('qpdf, poppler-utils and zbar-tools must be installed where CI=true.', { cause: error });
    }
    console.warn('Skipped: qpdf, poppler-utils and zbar-tools are not all installed.');
    return false;
  }
}

/** What a tool prints. Throws with what it said when it fails. */
export function runPdfTool(tool: string, ...options: readonly string[]): string {
  return execFileSync(tool, options, { encoding: 'utf8', maxBuffer: 512 * 1024 * 1024, stdio: 'pipe' });
}

/** The text of a document without its line breaks, so that what was broken into lines is found again. */
export function pdfText(path: string): string {
  return runPdfTool('pdftotext', '-raw', path, '-').replace(/\s+/g, ' ');
}

/** What is in the one QR code of a page, read from its picture as a scanner at 200 dots per inch would have it. */
export function scannedQr(path: string, page = 1): string {
  const [prefix, number] = [`${path}-page`, String(page)];
  runPdfTool('pdftoppm', '-f', number, '-l', number, '-singlefile', '-r', '200', '-gray', '-png', path, prefix);
  const found = runPdfTool('zbarimg', '--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', `${prefix}.png`);
  return found.replace(/\n$/, '');
}

export type PdfElement = {
  readonly tag: string;
  readonly scope: string | null;
  readonly alt: string | null;
  readonly kids: readonly PdfElement[];
};

type QpdfObject = { readonly value?: unknown };

function unicodeOf(value: unknown): string | null {
  return typeof value === 'string' ? value.replace(/^u:/, '') : null;
}

/** The structure tree of a tagged document, as qpdf reads it. */
export function pdfStructure(path: string): PdfElement[] {
  const { qpdf } = JSON.parse(runPdfTool('qpdf', '--json=2', '--json-key=qpdf', path)) as {
    qpdf: [unknown, Record<string, QpdfObject>];
  };
  const objects = qpdf[1];
  const resolve = (value: unknown): unknown =>
    typeof value === 'string' && /^\d+ \d+ R$/.test(value) ? objects[`obj:${value}`]?.value : value;
  const kidsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
  const read = (value: unknown): PdfElement[] => {
    const element = resolve(value) as Record<string, unknown> | number | null;
    if (typeof element !== 'object' || element === null || typeof element['/S'] !== 'string') {
      return [];
    }
    const attributes = resolve(element['/A']) as Record<string, unknown> | undefined;
    return [
      {
        tag: element['/S'].slice(1),
        scope: typeof attributes?.['/Scope'] === 'string' ? attributes['/Scope'].slice(1) : null,
        alt: unicodeOf(element['/Alt']),
        kids: kidsOf(resolve(element['/K'])).flatMap(read),
      },
    ];
  };
  const trailer = objects['trailer']?.value as Record<string, unknown>;
  const catalog = resolve(trailer['/Root']) as Record<string, unknown>;
  const root = resolve(catalog['/StructTreeRoot']) as Record<string, unknown>;
  return kidsOf(resolve(root['/K'])).flatMap(read);
}

/** Every element below these, in the order of reading. */
export function allElements(elements: readonly PdfElement[]): PdfElement[] {
  return elements.flatMap((element) => [element, ...allElements(element.kids)]);
}
