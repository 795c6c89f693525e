import { describe, expect, it } from 'vitest';
import { recoveryKeySchema } from '../../../../src-main/domain/matter.ts';
import { newRecoveryKey, printRecoveryKey, readRecoveryKey } from '../../../../src-main/engine/matters/recovery-key.ts';

describe('a recovery key', () => {
  it('is printed in groups of four and read back', () => {
    for (let round = 0; round < 200; round++) {
      const key = newRecoveryKey();
      const printed = printRecoveryKey(key);
      expect(recoveryKeySchema.safeParse(printed).success).toBe(true);
      expect(readRecoveryKey(printed)).toEqual(key);
    }
    expect(printRecoveryKey(Buffer.alloc(32))).toMatch(/^(AAAA-){13}[A-Z2-7]{4}$/);
  });

  it('may be typed in other ways', () => {
    const key = Buffer.from('b6'.repeat(32), 'hex');
    const printed = printRecoveryKey(key);
    expect(readRecoveryKey(printed.toLowerCase())).toEqual(key);
    expect(readRecoveryKey(` ${printed.replaceAll('-', '  ')}\n`)).toEqual(key);
    expect(readRecoveryKey(printed.replaceAll('-', ''))).toEqual(key);
    expect(readRecoveryKey(printed.replaceAll('O', '0').replaceAll('I', '1').replaceAll('B', '8'))).toEqual(key);
  });

  it('is refused with any one letter mistyped, or two neighbours swapped', () => {
    const printed = printRecoveryKey(Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7 + 3)));
    let tried = 0;
    for (let at = 0; at < printed.length; at++) {
      if (printed[at] === '-') {
        continue;
      }
      const other = printed[at] === 'Q' ? 'R' : 'Q';
      expect(() => readRecoveryKey(printed.slice(0, at) + other + printed.slice(at + 1))).toThrow(/group by group/);
      const [own, next] = [printed[at] ?? '', printed[at + 1] ?? ''];
      if (next !== '' && next !== '-' && own !== next) {
        const swapped = printed.slice(0, at) + next + own + printed.slice(at + 2);
        expect(() => readRecoveryKey(swapped)).toThrow(/group by group/);
      }
      tried += 1;
    }
    expect(tried).toBe(56);
  });

  it('is not seen in a passphrase', () => {
    expect(readRecoveryKey('seven quiet herons cross the frozen harbour')).toBeNull();
    expect(readRecoveryKey('a'.repeat(56))).toBeNull();
    expect(readRecoveryKey('')).toBeNull();
  });
});
