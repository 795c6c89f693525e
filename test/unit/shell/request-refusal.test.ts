import { describe, expect, it } from 'vitest';
import { isOwnRequest } from '../../../src-main/shell/request-refusal.ts';
import { safeFileName } from '../../../src-main/shell/safe-file-name.ts';

describe('isOwnRequest', () => {
  it.each([
    'app://workstation/index.html',
    'footage://original/x',
    'blob:app://workstation/1',
    'data:image/png;base64,',
  ])('lets %s through', (url) => {
    expect(isOwnRequest(url, false)).toBe(true);
  });

  it.each([
    'http://127.0.0.1/',
    'https://[::1]/',
    'ws://localhost/',
    'wss://a/',
    'ftp://a/',
    'file:///etc/passwd',
    'devtools://devtools/bundled/x.js',
    'chrome://settings',
    'applications://x',
    'not an address',
    '',
  ])('refuses %s', (url) => {
    expect(isOwnRequest(url, false)).toBe(false);
  });

  it('knows developer tools only while developing', () => {
    expect(isOwnRequest('devtools://devtools/bundled/x.js', true)).toBe(true);
    expect(isOwnRequest('https://a/', true)).toBe(false);
  });
});

describe('safeFileName', () => {
  it.each([
    ['Smith v. City 2026', 'Smith v. City 2026'],
    ['../../etc/passwd', '-..-etc-passwd'],
    ['a\\b:c*d?e"f<g>h|i', 'a-b-c-d-e-f-g-h-i'],
    ['tab\tand\nline', 'tab-and-line'],
    ['trailing. ', 'trailing'],
    ['...', 'Untitled'],
    ['', 'Untitled'],
  ])('turns "%s" into "%s"', (given, expected) => {
    expect(safeFileName(given)).toBe(expected);
  });
});
