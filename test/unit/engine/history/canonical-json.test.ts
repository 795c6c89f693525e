import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, isCanonicalJson, normaliseText } from '../../../../src-main/engine/history/canonical-json.ts';

/** Vectors of RFC 8785's author (cyberphone/json-canonicalization, testdata) that hold no floats. */
const vectors: readonly (readonly [name: string, input: string, output: string])[] = [
  ['arrays', '[56,{"d":true,"10":null,"1":[]}]', '[56,{"1":[],"10":null,"d":true}]'],
  [
    'french',
    '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}',
    '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}',
  ],
  [
    'structures',
    '{"1":{"f":{"f":"hi","F":5},"\\n":56},"10":{},"":"empty","a":{},"111":[{"e":"yes","E":"no"}],"A":{}}',
    '{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}',
  ],
  ['unicode', '{"Unnormalized Unicode":"A\u030a"}', '{"Unnormalized Unicode":"A\u030a"}'],
  [
    'weird',
    '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\u000a":"Newline","1":"One","\\u0080":"Control\\u007f","\\ud83d\\ude02":"Smiley","\\u00f6":"Latin Small Letter O With Diaeresis","\\ufb33":"Hebrew Letter Dalet With Dagesh","</script>":"Browser Challenge"}',
    '{"\\n":"Newline","\\r":"Carriage Return","1":"One","</script>":"Browser Challenge","\u0080":"Control\u007f","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😂":"Smiley","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  ],
];

const refused: readonly (readonly [name: string, value: unknown])[] = [
  ['undefined', { a: undefined }],
  ['undefined in a list', [undefined]],
  ['a hole in a list', new Array(2)],
  ['a date', { at: new Date(0) }],
  ['a big integer', { n: 1n }],
  ['not a number', { n: Number.NaN }],
  ['infinity', [Number.POSITIVE_INFINITY]],
  ['a fraction', { n: 0.5 }],
  ['an integer beyond 2^53', { n: 2 ** 53 }],
  ['half a surrogate pair', { text: '\ud83d' }],
  ['half a surrogate pair as a name', { '\udc00': 1 }],
  ['a map', { map: new Map() }],
  ['bytes', { bytes: Buffer.from('x') }],
  ['a function', { f: () => 1 }],
  ['a symbol', { s: Symbol('s') }],
  ['an object of a class', { o: new (class Thing {})() }],
  ['the name __proto__', JSON.parse('{"__proto__": 1}')],
  ['nine levels', [[[[[[[[[1]]]]]]]]]],
  ['more than 64 KiB', { text: 'x'.repeat(65_536) }],
];

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    fc.string({ unit: 'grapheme' }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(
      fc.string({ unit: 'grapheme' }).filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 5, noNullPrototype: true },
    ),
  ),
})).value;

describe('canonical JSON', () => {
  it.each(vectors)('is as published: %s', (_name, input, output) => {
    expect(canonicalJson(JSON.parse(input))).toBe(output);
  });

  it.each(refused)('refuses %s', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(/cannot hold/);
  });

  it('takes eight levels', () => {
    expect(canonicalJson([[[[[[[[1]]]]]]]])).toBe('[[[[[[[[1]]]]]]]]');
  });

  it('parses back to the same value, is the only canonical text of it, and is recognised as such', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(isCanonicalJson(text, JSON.parse(text))).toBe(true);
        const loose = JSON.stringify(value, null, 1);
        expect(isCanonicalJson(loose, value)).toBe(loose === text);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
    '{"a": 1}',
    '{"a":1.0}',
    '{"a":"\\u0041"}',
    '{"a":"\\ud83d"}',
    '{"a":1e2}',
    '{"10":1,"9":2}{',
  ])('does not recognise %s', (text) => {
    const value: unknown = text.endsWith('{') ? JSON.parse(text.slice(0, -1)) : JSON.parse(text);
    expect(isCanonicalJson(text, value)).toBe(false);
  });

  it('recognises names that JavaScript would put in another order', () => {
    expect(isCanonicalJson('{"10":1,"9":2}', { 9: 2, 10: 1 })).toBe(true);
  });
});

describe('text of custody entries', () => {
  it('is put in form NFC, names too', () => {
    expect(normaliseText({ 'e\u0301': ['A\u030a', 1, null, { x: 'ok' }] })).toEqual({ é: ['Å', 1, null, { x: 'ok' }] });
  });
});
