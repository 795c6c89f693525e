import type PDFDocument from 'pdfkit';
import type { DocumentFonts, Face, FontName } from './document-fonts.ts';
import { type Run, runsOf } from './text-runs.ts';

export type Pdf = InstanceType<typeof PDFDocument>;

/** What pdfkit keeps of an embedded font, as far as it is used here. */
type EmbeddedFont = {
  readonly font: { hasGlyphForCodePoint(codePoint: number): boolean };
  widthOfString(text: string, size: number): number;
};

/** Measures and draws text with embedded subsets, falling back to other fonts where a face lacks a character. */
export type Pen = {
  /** In points. */
  readonly widthOf: (text: string, face: Face, size: number) => number;
  /** Draws on the base line from `x` on and returns the width in points. */
  readonly draw: (
    text: string,
    place: { readonly face: Face; readonly size: number; readonly colour: string },
    x: number,
    baseline: number,
  ) => number;
};

/** Widths of texts at size 1000 by face, shared by the papers of a packet, which say much the same. */
const widthsOf = new WeakMap<DocumentFonts, Map<string, number>>();

function sharedWidths(fonts: DocumentFonts): Map<string, number> {
  const widths = widthsOf.get(fonts) ?? new Map<string, number>();
  widthsOf.set(fonts, widths);
  return widths;
}

export function takePen(pdf: Pdf, fonts: DocumentFonts): Pen {
  const opened = new Map<FontName, EmbeddedFont>();
  const widths = sharedWidths(fonts);

  function open(name: FontName): EmbeddedFont {
    const known = opened.get(name);
    if (known !== undefined) {
      return known;
    }
    const bytes = fonts.get(name);
    if (bytes === undefined) {
      throw new Error(`The font ${name} was not read.`);
    }
    pdf.registerFont(name, bytes);
    pdf.font(name);
    // pdfkit has no public way to ask a font what it covers.
    const font = (pdf as unknown as { _font: EmbeddedFont })._font;
    opened.set(name, font);
    return font;
  }

  const covers = (font: FontName, codePoint: number) => open(font).font.hasGlyphForCodePoint(codePoint);
  const runs = (text: string, face: Face): readonly Run[] => runsOf(text, face, covers);

  function widthOf(text: string, face: Face, size: number): number {
    const key = `${face}|${text}`;
    const known = widths.get(key);
    if (known !== undefined) {
      return (known * size) / 1000;
    }
    const width = runs(text, face).reduce((sum, run) => sum + open(run.font).widthOfString(run.text, 1000), 0);
    if (widths.size > 20_000) {
      widths.clear();
    }
    widths.set(key, width);
    return (width * size) / 1000;
  }

  function draw(
    text: string,
    place: { readonly face: Face; readonly size: number; readonly colour: string },
    x: number,
    baseline: number,
  ): number {
    let at = x;
    pdf.fillColor(place.colour);
    for (const run of runs(text, place.face)) {
      const font = open(run.font);
      pdf.font(run.font).fontSize(place.size);
      pdf.text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic' });
      at += font.widthOfString(run.text, place.size);
    }
    return at - x;
  }

  return { widthOf, draw };
}
