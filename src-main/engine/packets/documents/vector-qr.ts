import { encode } from 'uqr';
import type { Pdf } from './document-pen.ts';

/** Draws a QR code of `size` points with its quiet zone, as filled rectangles. */
export function drawQr(pdf: Pdf, text: string, x: number, y: number, size: number, ecc: 'L' | 'M' = 'L'): void {
  const { data, size: count } = encode(text, { ecc, border: 2 });
  const module = size / count;
  pdf.fillColor('#000000');
  data.forEach((row, rowAt) => {
    let start = -1;
    for (let at = 0; at <= row.length; at += 1) {
      if (row[at] === true && start < 0) {
        start = at;
      } else if (row[at] !== true && start >= 0) {
        pdf.rect(x + start * module, y + rowAt * module, (at - start) * module, module);
        start = -1;
      }
    }
  });
  pdf.fill();
}
