import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import type { DocumentFonts } from './document-fonts.ts';
import { type Pdf, type Pen, takePen } from './document-pen.ts';
import { blankFill, blankRule, ruleColour, styles } from './document-style.ts';
import type { Line, TextStyle } from './text-lines.ts';
import { drawQr } from './vector-qr.ts';

export type DocumentHeading = {
  /** Plain: letters, digits and punctuation that need no escaping in XML. */
  readonly title: string;
  readonly subject: string;
  readonly isLandscape?: boolean;
  /** UTC microseconds; the only date in the file. */
  readonly createdAt: number;
  readonly creator: string;
  readonly running: {
    readonly topLeft: string;
    readonly topRight: string;
    readonly bottomLeft: string;
    readonly bottomRight: readonly string[];
    /** Printed beside it as a QR code; null for none. */
    readonly qr: string | null;
  };
};

/** The part of a page that text may use, in points. */
export type Body = { readonly left: number; readonly top: number; readonly bottom: number; readonly width: number };

/** What a mark of pdfkit's structure is: it goes to the element that it belongs to. */
export type StructureElement =
  InstanceType<typeof PDFDocument> extends { struct(type: string): infer Element } ? Element : never;

const qrSize = 44;
const letter = { short: 612, long: 792 };
const margin = 54;

/** A tagged document and where its text has come to. */
export class DocumentPage {
  readonly pdf: Pdf;
  readonly pen: Pen;
  readonly body: Body;
  /** Where the next line begins. */
  y: number;
  readonly root: StructureElement;
  readonly #heading: DocumentHeading;
  readonly #chunks: Uint8Array[] = [];

  constructor(heading: DocumentHeading, fonts: DocumentFonts) {
    const isLandscape = heading.isLandscape === true;
    this.#heading = heading;
    this.pdf = new PDFDocument({
      size: isLandscape ? [letter.long, letter.short] : [letter.short, letter.long],
      margin: 0,
      bufferPages: true,
      autoFirstPage: false,
      pdfVersion: '1.7',
      tagged: true,
      lang: 'en-US',
      displayTitle: true,
      subset: 'PDF/A-2a' as never,
      // Read when the font is first asked for; the usual Helvetica is not embedded.
      font: null as never,
      info: {
        Title: heading.title,
        Subject: heading.subject,
        Creator: heading.creator,
        Producer: 'PDFKit',
        CreationDate: new Date(Math.floor(heading.createdAt / 1000)),
      },
    });
    this.pdf.on('data', (chunk: Uint8Array) => this.#chunks.push(chunk));
    this.pen = takePen(this.pdf, fonts);
    const [width, height] = isLandscape ? [letter.long, letter.short] : [letter.short, letter.long];
    const side = isLandscape ? 36 : margin + 8;
    this.body = { left: side, top: 62, bottom: height - 70, width: width - 2 * side };
    this.y = this.body.top;
    this.root = this.pdf.struct('Document');
    this.pdf.addStructure(this.root);
    this.newPage();
  }

  newPage(): void {
    this.pdf.addPage();
    this.y = this.body.top;
  }

  get room(): number {
    return this.body.bottom - this.y;
  }

  /** Starts a page when less than `height` points are left of this one. */
  ensure(height: number): void {
    if (this.room < height && this.y > this.body.top) {
      this.newPage();
    }
  }

  /** What `draw` puts on the page belongs to `element`; it must stay on this page and hold no other mark of structure. */
  mark(element: StructureElement, tag: string, draw: () => void): void {
    const content = this.pdf.markStructureContent(tag);
    draw();
    this.pdf.endMarkedContent();
    element.add(content);
  }

  /** What `draw` puts on the page is decoration: readers for the blind pass over it. */
  decorate(draw: () => void): void {
    this.pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    this.pdf.endMarkedContent();
  }

  drawLine(line: Line, x: number, y: number): void {
    for (const segment of line.segments) {
      if (segment.isBlank) {
        this.#drawBlank(x + segment.x, y, segment.width, line.height);
      }
      this.pen.draw(segment.text, segment, x + segment.x, y + line.ascent);
    }
  }

  #drawBlank(x: number, y: number, width: number, height: number): void {
    this.pdf.rect(x - 1, y + 1, width + 2, height - 2).fill(blankFill);
    this.pdf
      .moveTo(x - 1, y + height - 1.4)
      .lineTo(x + width + 1, y + height - 1.4)
      .lineWidth(0.6)
      .stroke(blankRule);
  }

  #drawText(text: string, style: TextStyle, x: number, y: number, align: 'left' | 'right' | 'center' = 'left'): void {
    const width = this.pen.widthOf(text, style.face, style.size);
    const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
    this.pen.draw(text, style, left, y);
  }

  #drawRunning(page: number, pageCount: number): void {
    const { pdf, body } = this;
    const { running } = this.#heading;
    const right = body.left + body.width;
    const middle = body.left + body.width / 2;
    pdf.markContent('Artifact', { type: 'Pagination', attached: ['Top'] });
    this.#drawText(running.topLeft, styles.running, body.left, 38);
    this.#drawText(running.topRight, styles.runningBold, right, 38, 'right');
    pdf.moveTo(body.left, 44).lineTo(right, 44).lineWidth(0.5).stroke(ruleColour);
    pdf.endMarkedContent();
    pdf.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] });
    const top = pdf.page.height - 56;
    pdf.moveTo(body.left, top).lineTo(right, top).lineWidth(0.5).stroke(ruleColour);
    this.#drawText(running.bottomLeft, styles.running, body.left, top + 14);
    this.#drawText(`Page ${page} of ${pageCount}`, styles.running, middle, top + 14, 'center');
    const textRight = running.qr === null ? right : right - qrSize;
    running.bottomRight.forEach((text, at) => {
      this.#drawText(text, styles.running, textRight, top + 14 + 10.5 * at, 'right');
    });
    if (running.qr !== null) {
      drawQr(pdf, running.qr, right - qrSize + 3, top + 3, qrSize);
    }
    pdf.endMarkedContent();
  }

  /** Adds running headers and footers and returns the whole file. */
  async finish(): Promise<Uint8Array> {
    const { start, count } = this.pdf.bufferedPageRange();
    for (let at = start; at < start + count; at += 1) {
      this.pdf.switchToPage(at);
      this.#drawRunning(at + 1, start + count);
      if (at % 16 === 15) {
        await setImmediate();
      }
    }
    this.root.end();
    const ended = new Promise<void>((resolve, reject) => {
      this.pdf.on('end', resolve);
      this.pdf.on('error', reject);
    });
    this.pdf.end();
    await ended;
    return new Uint8Array(Buffer.concat(this.#chunks));
  }
}
