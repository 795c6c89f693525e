import type { ReactNode } from 'react';
import { type AidStrip, aidNotice, type StripPlace, stripPieces } from '../../src-main/domain/burn-in.ts';
import { aidFamily, measureText } from './measure-text.ts';

type Piece = { readonly text: string; readonly x: number; readonly isDigit: boolean };

function piecesOf(text: string, place: StripPlace): Piece[] {
  let { x } = place;
  return stripPieces(text, place.size, measureText).map((piece) => {
    const isDigit = /^\d$/.test(piece.text);
    const at = isDigit ? x + piece.width / 2 : x;
    x += piece.width;
    return { text: piece.text, x: at, isDigit };
  });
}

function StripText({ text, place, ink }: { text: string; place: StripPlace; ink: string }): ReactNode {
  return (
    <g fill={ink} fontFamily={aidFamily} fontSize={place.size} fontWeight={600}>
      {piecesOf(text, place).map((piece) => (
        <text
          key={piece.x}
          x={piece.x}
          y={place.baseline}
          textAnchor={piece.isDigit ? 'middle' : 'start'}
          xmlSpace="preserve"
        >
          {piece.text}
        </text>
      ))}
    </g>
  );
}

/** The strip below the picture as the engine will draw it. */
export function StripDrawing({
  strip,
  texts,
  width,
  top,
}: {
  readonly strip: AidStrip;
  readonly texts: readonly string[];
  readonly width: number;
  readonly top: number;
}): ReactNode {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus; its words are in the panel.
    <g transform={`translate(0 ${top})`} aria-hidden="true">
      <rect width={width} height={strip.height} fill="#101214" />
      <StripText text={aidNotice} place={strip.notice} ink="#ffd60a" />
      {strip.texts.map((place, at) => (
        <StripText key={`${place.x}/${place.baseline}`} text={texts[at] ?? ''} place={place} ink="#ffffff" />
      ))}
    </g>
  );
}
