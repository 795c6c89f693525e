import { setImmediate } from 'node:timers/promises';
import type { DocumentFonts } from './document-fonts.ts';
import { type DocumentHeading, DocumentPage, type StructureElement } from './document-page.ts';
import { headerFill, ink, styles } from './document-style.ts';
import { drawTable, type Table } from './document-table.ts';
import { type Line, linesOf, type Rich, type TextStyle } from './text-lines.ts';
import { drawQr } from './vector-qr.ts';

export type ParagraphOptions = {
  readonly style?: TextStyle;
  /** In points. */
  readonly indent?: number;
  readonly after?: number;
  readonly align?: 'left' | 'center';
  readonly tag?: 'P' | 'H1' | 'H2' | 'H3' | 'LBody' | 'Caption';
};

export type ListOptions = { readonly start?: number; readonly style?: TextStyle; readonly keepAfter?: number };

/** Writes a tagged document from top to bottom. */
export type DocumentKit = {
  /** Level 1 is the document's title. Levels 1 and 2 stand in the outline. */
  readonly heading: (level: 1 | 2 | 3, text: string) => void;
  readonly paragraph: (text: Rich, options?: ParagraphOptions) => void;
  /** A framed notice. */
  readonly banner: (text: Rich) => void;
  /** Numbered from `start` on, or with bullets. `keepAfter`: points that must be left under the last item on its page. */
  readonly list: (items: readonly Rich[], options?: ListOptions) => void;
  readonly table: (table: Table) => void;
  /** For tables that grow with the packet: others get their turn while it is drawn. */
  readonly longTable: (table: Table) => Promise<void>;
  readonly keyValues: (rows: readonly (readonly [string, Rich])[], summary: string, nameShare?: number) => void;
  /** A QR code of `size` points; to its right short paragraphs and a line to sign on. */
  readonly qrBeside: (text: string, alt: string, size: number, beside: readonly Rich[], signature: string) => void;
  /** A line to sign on, with what belongs there under it. */
  readonly signatureLine: (label: string) => void;
  readonly space: (points: number) => void;
  readonly keep: (points: number) => void;
  readonly newPage: () => void;
  /** An entry of the outline under the heading of level 2 before it, at the page that was reached. */
  readonly bookmark: (text: string) => void;
  readonly finish: () => Promise<Uint8Array>;
};

export function openDocument(heading: DocumentHeading, fonts: DocumentFonts): DocumentKit {
  const page = new DocumentPage(heading, fonts);
  const { pdf, body, pen } = page;
  let outline: { addItem(title: string): unknown } = pdf.outline as never;

  function place(element: StructureElement, tag: string, lines: readonly Line[], x: number, align = 'left'): void {
    let rest = lines;
    while (rest.length > 0) {
      const height = rest[0]?.height ?? 1;
      let count = Math.min(rest.length, Math.floor((page.room + 0.01) / height));
      if (count < rest.length) {
        // Neither the first line alone at the foot nor the last alone at the head of a page.
        count = rest.length - count === 1 ? count - 1 : count;
        count = count < 2 && page.y > body.top ? 0 : Math.max(1, count);
      }
      if (count === 0) {
        page.newPage();
        continue;
      }
      const now = rest.slice(0, count);
      page.mark(element, tag, () => {
        for (const line of now) {
          const last = line.segments.at(-1);
          const shift = align === 'center' ? (body.width - (last === undefined ? 0 : last.x + last.width)) / 2 : 0;
          page.drawLine(line, x + shift, page.y);
          page.y += line.height;
        }
      });
      rest = rest.slice(count);
      if (rest.length > 0) {
        page.newPage();
      }
    }
  }

  function paragraph(text: Rich, options: ParagraphOptions = {}): void {
    const { style = styles.body, indent = 0, after = 6, tag = 'P', align = 'left' } = options;
    const element = pdf.struct(tag);
    page.root.add(element);
    place(element, tag, linesOf(text, style, body.width - indent, pen), body.left + indent, align);
    element.end();
    page.y += after;
  }

  function headingOf(level: 1 | 2 | 3, text: string): void {
    const style = level === 1 ? styles.title : level === 2 ? styles.section : styles.part;
    if (page.y > body.top) {
      page.y += level === 3 ? 4 : 10;
    }
    page.ensure(style.size * style.leading + 64);
    if (level === 1) {
      outline = pdf.outline.addItem(text, { expanded: true }) as never;
    } else if (level === 2) {
      section = outline.addItem(text) as never;
    }
    paragraph(text, { style, after: level === 1 ? 4 : 5, tag: `H${level}` });
  }
  let section = outline;

  function banner(text: Rich): void {
    const lines = linesOf(text, styles.body, body.width - 24, pen);
    const height = lines.reduce((sum, line) => sum + line.height, 0) + 14;
    page.ensure(height);
    page.decorate(() => {
      pdf.rect(body.left, page.y, body.width, height).fill(headerFill);
      pdf.rect(body.left, page.y, 3, height).fill(ink);
    });
    page.y += 7;
    const element = pdf.struct('P');
    page.root.add(element);
    place(element, 'P', lines, body.left + 14);
    element.end();
    page.y += 7 + 10;
  }

  function list(items: readonly Rich[], options: ListOptions = {}): void {
    const { start, style = styles.body, keepAfter = 0 } = options;
    const indent = start === undefined ? 14 : 24;
    const element = pdf.struct('L');
    page.root.add(element);
    items.forEach((item, at) => {
      const lines = linesOf(item, style, body.width - indent, pen);
      const height = lines[0]?.height ?? 0;
      const isLast = at === items.length - 1;
      page.ensure(isLast && keepAfter > 0 ? height * lines.length + keepAfter : height * Math.min(2, lines.length));
      const entry = pdf.struct('LI');
      element.add(entry);
      const label = pdf.struct('Lbl');
      const content = pdf.struct('LBody');
      entry.add(label);
      entry.add(content);
      const text = start === undefined ? '•' : `${start + at}.`;
      const [mark] = linesOf(text, style, indent, pen);
      page.mark(label, 'Lbl', () => mark !== undefined && page.drawLine(mark, body.left, page.y));
      place(content, 'LBody', lines, body.left + indent);
      entry.end();
      page.y += start === undefined ? 2 : 6;
    });
    element.end();
    page.y += 6;
  }

  function keyValues(rows: readonly (readonly [string, Rich])[], summary: string, nameShare = 26): void {
    table({
      summary,
      hasHeader: false,
      columns: [
        { title: 'Name', share: nameShare, isRowHeader: true, style: styles.cellHead },
        { title: 'Value', share: 100 - nameShare },
      ],
      rows: rows.map(([name, text]) => [name, { text }]),
    });
  }

  function table(value: Table): void {
    for (const _ of drawTable(page, page.root, value)) {
      // A short table is drawn in one go.
    }
  }

  async function longTable(value: Table): Promise<void> {
    for (const _ of drawTable(page, page.root, value)) {
      await setImmediate();
    }
  }

  function qrBeside(text: string, alt: string, size: number, beside: readonly Rich[], signature: string): void {
    page.ensure(size);
    const [x, y] = [body.left, page.y];
    const element = pdf.struct('Figure', { alt, bbox: [x, y, x + size, y + size] } as object);
    page.root.add(element);
    page.mark(element, 'Figure', () => drawQr(pdf, text, x, y, size, 'M'));
    element.end();
    for (const rich of beside) {
      const lines = linesOf(rich, styles.small, body.width - size - 14, pen);
      const paragraphOf = pdf.struct('P');
      page.root.add(paragraphOf);
      place(paragraphOf, 'P', lines, body.left + size + 14);
      paragraphOf.end();
      page.y += 4;
    }
    signatureLine(signature, size + 14);
    page.y = Math.max(page.y, y + size) + 4;
  }

  function signatureLine(label: string, indent = 0): void {
    page.ensure(54);
    page.y += 24;
    page.decorate(() =>
      pdf
        .moveTo(body.left + indent, page.y)
        .lineTo(body.left + indent + 270, page.y)
        .lineWidth(0.8)
        .stroke(ink),
    );
    page.y += 2;
    paragraph([{ blank: label }], { style: styles.small, indent, after: 8 });
  }

  return {
    heading: headingOf,
    paragraph,
    banner,
    list,
    table,
    longTable,
    keyValues,
    qrBeside,
    signatureLine: (label) => signatureLine(label),
    space: (points) => {
      page.y += points;
    },
    keep: (points) => page.ensure(points),
    newPage: () => {
      if (page.y > body.top) {
        page.newPage();
      }
    },
    bookmark: (text) => {
      section.addItem(text);
    },
    finish: () => page.finish(),
  };
}
