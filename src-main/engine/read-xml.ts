import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { AppError } from '../domain/app-error.ts';

/** An element: attributes under `@name`, children under their names (each a list), text under `#text`. */
export type XmlElement = { readonly [name: string]: unknown };

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five entities and character references that XML itself has; entities of a document are never read. */
function decode(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') {
      return named[name.toLowerCase()] ?? whole;
    }
    const point = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/**
 * Reads an XML document without entities, document types or deep nesting. `lists` are the elements that may repeat.
 * Errors: `bad-request` when it is not well formed or declares a document type.
 */
export function readXml(text: string, lists: ReadonlySet<string>): XmlElement {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) {
    throw new AppError(
      'bad-request',
      'This XML file declares a document type or entities, which ELAN files do not need and which are not read here. Save it again with ELAN.',
    );
  }
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) {
    throw new AppError(
      'bad-request',
      `This file is not well-formed XML: ${verdict.err.msg.slice(0, 200)} (line ${verdict.err.line}).`,
    );
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    processEntities: false,
    htmlEntities: false,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: true,
    maxNestedTags: 40,
    isArray: (name) => lists.has(name),
    tagValueProcessor: (_name, value) => decode(value),
    attributeValueProcessor: (_name, value) => decode(value),
  });
  try {
    const parsed: unknown = parser.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as XmlElement) : {};
  } catch (cause) {
    throw new AppError('bad-request', 'This XML file cannot be read.', {}, cause);
  }
}

export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  const found = element[name];
  const list = Array.isArray(found) ? found : found === undefined ? [] : [found];
  return list.map((child) =>
    typeof child === 'object' && child !== null ? (child as XmlElement) : { '#text': child },
  );
}

export function attributeOf(element: XmlElement, name: string): string {
  const value = element[`@${name}`];
  return typeof value === 'string' ? value.trim() : '';
}

export function textOf(element: XmlElement): string {
  const value = element['#text'];
  return typeof value === 'string' ? value.trim() : '';
}

/** Text for an element or a quoted attribute. Characters that XML 1.0 cannot hold are left out. */
export function xmlText(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
