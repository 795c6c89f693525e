import { describe, expect, test } from 'vitest';
import { createNonReferenceCheck } from '../../../../src-renderer/playback/non-reference.ts';

const [referred, notReferred] = [0x60, 0x00];
const [slice, keySlice, information, parameters, fill] = [1, 5, 6, 7, 12];
/** The first bytes of an AVCDecoderConfigurationRecord whose lengths take four bytes. */
const description = new Uint8Array([1, 0x64, 0, 0x1f, 0xff]);
const byLength = createNonReferenceCheck({ codec: 'avc1.64001f', description });
const byCode = createNonReferenceCheck({ codec: 'avc3.64001f' });

/** Both ways to write the same units, each of a head and a few bytes that look like the start of another. */
function written(heads: readonly number[]): { readonly lengths: Uint8Array; readonly codes: Uint8Array } {
  const rest = [0x88, 0, 1, 0x80];
  return {
    lengths: new Uint8Array(heads.flatMap((head) => [0, 0, 0, rest.length + 1, head, ...rest])),
    codes: new Uint8Array(heads.flatMap((head) => [0, 0, 0, 1, head, ...rest])),
  };
}

describe('whether a coded picture may be passed over', () => {
  test.each([
    ['one slice nothing refers to', [slice | notReferred], true],
    ['several of them, with information before', [information, slice, slice], true],
    ['filler behind', [slice, fill], true],
    ['a slice that is referred to', [slice | referred], false],
    ['a slice that is referred to, of the lowest rank', [slice | 0x20], false],
    ['one of two that is referred to', [slice, slice | referred], false],
    ['a key picture', [keySlice | referred], false],
    ['a key picture that says it is not referred to', [keySlice], false],
    ['parameters that later pictures need', [parameters | referred, slice], false],
    ['no picture at all', [information], false],
  ])('%s', (_, heads, expected) => {
    const { lengths, codes } = written(heads);
    expect(byLength(lengths)).toBe(expected);
    expect(byCode(codes)).toBe(expected);
  });

  test('lengths that do not fill the bytes exactly are not believed', () => {
    const { lengths } = written([slice]);
    expect(byLength(lengths.subarray(0, -1))).toBe(false);
    expect(byLength(new Uint8Array([...lengths, 0]))).toBe(false);
    expect(byLength(new Uint8Array())).toBe(false);
  });

  test('lengths of two bytes are read as such', () => {
    const short = new Uint8Array([1, 0x64, 0, 0x1f, 0xfd]);
    const check = createNonReferenceCheck({ codec: 'avc1.64001f', description: short });
    expect(check(new Uint8Array([0, 2, slice, 0x88]))).toBe(true);
    expect(check(new Uint8Array([0, 2, slice | referred, 0x88]))).toBe(false);
  });

  test.each(['hvc1.1.6.L93.B0', 'vp09.00.10.08', 'av01.0.04M.08'])('pictures of %s never', (codec) => {
    const check = createNonReferenceCheck({ codec, description });
    expect(check(written([slice]).lengths)).toBe(false);
  });
});
