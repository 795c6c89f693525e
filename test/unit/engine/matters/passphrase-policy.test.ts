import { describe, expect, it } from 'vitest';
import { requireGoodPassphrase } from '../../../../src-main/engine/store/passphrase-policy.ts';

describe('a new passphrase', () => {
  it.each([
    'fourteen chars',
    'one two six ten now',
    'Ein langer Satz mit Umläuten: äöü',
    '日本語の長い合言葉を使いましょうね',
  ])('may be "%s"', (good) => {
    expect(() => requireGoodPassphrase(good)).not.toThrow();
  });

  it.each(['short', 'thirteenchars', 'aaaaaaaaaaaaaaaaaaaa', '              x', 'no no no no no', '12121212121212'])(
    'may not be "%s"',
    (weak) => {
      expect(() => requireGoodPassphrase(weak)).toThrow(expect.objectContaining({ code: 'weak-passphrase' }));
    },
  );
});
