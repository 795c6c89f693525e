import type { DocumentPage, StructureElement } from './document-page.ts';
import { headerFill, ruleColour, styles } from './document-style.ts';
import { type Line, linesOf, type Rich, type TextStyle, widthOfLine } from './text-lines.ts';

export type Picture = {
  readonly bytes: Uint8Array;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly alt: string;
};
export type Block =
  | { readonly text: Rich; readonly style?: TextStyle }
  | { readonly picture: Picture; readonly width: number };
export type Cell = string | Block | readonly Block[];

export type Column = {
  readonly title: string;
  /** Share of the table's width. */
  readonly share: number;
  readonly align?: 'left' | 'right';
  /** Its cells name their rows. */
  readonly isRowHeader?: boolean;
  readonly style?: TextStyle;
};

export type Table = {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Said to readers for the blind. */
  readonly summary: string;
  /** False where the columns need no titles: a list of names and values. */
  readonly hasHeader?: boolean;
  /** Called before a row is drawn, on the page on which it begins. */
  readonly onRow?: (row: number) => void;
};

type Item =
  | { readonly kind: 'line'; readonly line: Line; readonly height: number; readonly block: number }
  | {
      readonly kind: 'picture';
      readonly picture: Picture;
      readonly width: number;
      readonly height: number;
      readonly block: number;
    };
type LaidCell = {
  readonly items: readonly Item[];
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
};

const padding = { x: 4, y: 3.5 };
const gap = 2;

function blocksOf(cell: Cell): readonly Block[] {
  return typeof cell === 'string' ? [{ text: cell }] : Array.isArray(cell) ? cell : [cell as Block];
}

function layCell(page: DocumentPage, cell: Cell, style: TextStyle, width: number): Item[] {
  return blocksOf(cell).flatMap((block, at): Item[] => {
    if ('picture' in block) {
      const shown = Math.min(block.width, width);
      const height = (shown * block.picture.height) / block.picture.width;
      return [{ kind: 'picture', picture: block.picture, width: shown, height: height + 2 * gap, block: at }];
    }
    return linesOf(block.text, block.style ?? style, width, page.pen).map((line) => ({
      kind: 'line',
      line,
      height: line.height,
      block: at,
    }));
  });
}

function heightOf(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + item.height, 0);
}

/** Rows between two pauses: a few milliseconds of work. */
const rowsAtOnce = 8;

/**
 * A table that breaks across pages; its header row is drawn again on each, as decoration. It is drawn as the caller steps
 * through it, so that a table of thousands of rows does not keep others waiting.
 */
export function* drawTable(page: DocumentPage, parent: StructureElement, table: Table): Generator<void> {
  const { pdf, body } = page;
  const shares = table.columns.reduce((sum, column) => sum + column.share, 0);
  let left = body.left;
  const places = table.columns.map((column) => {
    const width = (body.width * column.share) / shares;
    const place = { x: left, width };
    left += width;
    return place;
  });
  const element = pdf.struct('Table', { title: table.summary });
  parent.add(element);
  const hasHeader = table.hasHeader !== false;

  const lay = (cells: readonly Cell[], styleOf: (column: Column) => TextStyle): LaidCell[] =>
    cells.map((cell, at) => {
      const [column, place] = [table.columns[at], places[at]];
      if (column === undefined || place === undefined) {
        throw new Error('A row has more cells than the table has columns.');
      }
      const width = place.width - 2 * padding.x;
      return {
        items: layCell(page, cell, styleOf(column), width),
        x: place.x + padding.x,
        width,
        align: column.align ?? 'left',
      };
    });

  const header = lay(
    table.columns.map((column) => column.title),
    () => styles.cellHead,
  );
  const headerHeight = hasHeader ? Math.max(...header.map(({ items }) => heightOf(items))) + 2 * padding.y : 0;

  const drawItem = (item: Item, cell: LaidCell, y: number) => {
    if (item.kind === 'line') {
      const shift = cell.align === 'right' ? cell.width - widthOfLine(item.line) : 0;
      page.drawLine(item.line, cell.x + shift, y);
    } else {
      pdf.image(Buffer.from(item.picture.bytes), cell.x, y + gap, {
        width: item.width,
        height: item.height - 2 * gap,
      });
    }
  };
  const rule = (y: number, width = 0.4) =>
    pdf
      .moveTo(body.left, y)
      .lineTo(body.left + body.width, y)
      .lineWidth(width)
      .stroke(ruleColour);
  const headerGround = () =>
    page.decorate(() => pdf.rect(body.left, page.y, body.width, headerHeight).fill(headerFill));

  const drawHeaderAgain = () => {
    headerGround();
    page.decorate(() => {
      for (const cell of header) {
        let y = page.y + padding.y;
        for (const item of cell.items) {
          drawItem(item, cell, y);
          y += item.height;
        }
      }
    });
    page.y += headerHeight;
  };
  const turnPage = () => {
    page.newPage();
    if (hasHeader) {
      drawHeaderAgain();
    }
  };

  let scopeOfHeaders: 'Column' | 'Row' = 'Column';
  const drawRow = (cells: readonly LaidCell[], row: StructureElement, tagOf: (at: number) => 'TH' | 'TD') => {
    const elements = cells.map((_, at) => {
      const tag = tagOf(at);
      const scope = tag === 'TH' ? scopeOfHeaders : undefined;
      const cell = pdf.struct(tag, scope === undefined ? {} : ({ scope } as object));
      row.add(cell);
      return { cell, blocks: new Map<number, StructureElement>() };
    });
    let rest = cells.map(({ items }) => items);
    while (true) {
      const room = page.room - 2 * padding.y;
      const taken = rest.map((items) => {
        let used = 0;
        const end = items.findIndex((item) => {
          used += item.height;
          return used > room + 0.01;
        });
        return end < 0 ? items.length : end;
      });
      const height = Math.max(...rest.map((items, at) => heightOf(items.slice(0, taken[at]))));
      cells.forEach((cell, at) => {
        drawPart(cell, (rest[at] ?? []).slice(0, taken[at]), elements[at], page.y + padding.y);
      });
      page.y += height + 2 * padding.y;
      rest = rest.map((items, at) => items.slice(taken[at]));
      page.decorate(() => rule(page.y));
      if (rest.every((items) => items.length === 0)) {
        break;
      }
      turnPage();
    }
    row.end();
  };

  const drawPart = (
    cell: LaidCell,
    items: readonly Item[],
    element: { readonly cell: StructureElement; readonly blocks: Map<number, StructureElement> } | undefined,
    top: number,
  ) => {
    let y = top;
    for (let at = 0; at < items.length && element !== undefined; ) {
      const first = items[at] as Item;
      const count = items.slice(at).findIndex((item) => item.block !== first.block);
      const group = items.slice(at, count < 0 ? items.length : at + count);
      let target = element.blocks.get(first.block);
      if (target === undefined) {
        const bbox = [cell.x, y, cell.x + (first.kind === 'picture' ? first.width : 0), y + first.height];
        target =
          first.kind === 'picture' ? pdf.struct('Figure', { alt: first.picture.alt, bbox } as object) : pdf.struct('P');
        element.cell.add(target);
        element.blocks.set(first.block, target);
      }
      page.mark(target, first.kind === 'picture' ? 'Figure' : 'P', () => {
        for (const item of group) {
          drawItem(item, cell, y);
          y += item.height;
        }
      });
      at += group.length;
    }
  };

  const wholePage = body.bottom - body.top - headerHeight;
  const layRow = (at: number) => lay(table.rows[at] ?? [], (column) => column.style ?? styles.cell);
  const heightOfRow = (laid: readonly LaidCell[]) =>
    Math.max(...laid.map(({ items }) => heightOf(items))) + 2 * padding.y;
  if (hasHeader) {
    const headerRow = pdf.struct('TR');
    // The titles never stand alone at the foot of a page.
    const first = table.rows.length === 0 ? 0 : heightOfRow(layRow(0));
    page.ensure(headerHeight + (first <= wholePage * 0.5 ? first : 60));
    const head = pdf.struct('THead');
    element.add(head);
    head.add(headerRow);
    headerGround();
    drawRow(header, headerRow, () => 'TH');
    head.end();
  }
  scopeOfHeaders = 'Row';
  const tableBody = pdf.struct('TBody');
  element.add(tableBody);
  for (let at = 0; at < table.rows.length; at += 1) {
    if (at % rowsAtOnce === rowsAtOnce - 1) {
      yield;
    }
    const laid = layRow(at);
    const height = heightOfRow(laid);
    const isLastButOne = at > 0 && at === table.rows.length - 2;
    // A row stays whole unless it would leave much of a page empty; the last does not stand alone on a page.
    const wanted = isLastButOne ? height + heightOfRow(layRow(at + 1)) : height;
    if (wanted > page.room && (wanted <= wholePage * 0.5 || page.room < 60)) {
      turnPage();
    }
    table.onRow?.(at);
    const row = pdf.struct('TR');
    tableBody.add(row);
    drawRow(laid, row, (column) => (table.columns[column]?.isRowHeader === true ? 'TH' : 'TD'));
  }
  tableBody.end();
  element.end();
  page.y += 8;
}
