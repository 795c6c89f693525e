import { describe, expect, it } from 'vitest';
import { withExactBytes } from '../../../src-main/shell/exact-bytes.ts';

describe('withExactBytes', () => {
  it('sends nothing of the buffer around a byte array', () => {
    const channel = Buffer.from('secret|wanted|secret');
    const message = {
      kind: 'result',
      id: 1,
      value: { bytes: channel.subarray(7, 13), list: [channel.subarray(0, 1)] },
    };
    const copy = withExactBytes(message) as { value: { bytes: Uint8Array; list: Uint8Array[] } };
    expect(copy).toEqual({
      kind: 'result',
      id: 1,
      value: { bytes: new Uint8Array(Buffer.from('wanted')), list: [new Uint8Array(Buffer.from('s'))] },
    });
    expect(copy.value.bytes.buffer.byteLength).toBe(6);
    expect(copy.value.bytes.constructor).toBe(Uint8Array);
  });

  it('leaves everything else as it is', () => {
    const message = { text: 'a', number: 1.5, yes: true, nothing: null, absent: undefined, nested: [{ deep: [] }] };
    expect(withExactBytes(message)).toEqual(message);
  });
});
