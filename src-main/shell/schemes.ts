import type { CustomScheme } from 'electron';
import type { Theme } from '../contract/shell-powers.ts';

/** Where the page lives. The only origin that may talk to the shell. */
export const pageOrigin = 'app://workstation';
const pageAddress = `${pageOrigin}/index.html`;

/** The page's address; it carries the theme, which the page must know before it draws. */
export function pageAddressFor(theme: Theme): string {
  return `${pageAddress}?theme=${theme}`;
}

/** Whether an address is the page's own, whatever stands behind the question mark. */
export function isPageAddress(url: string): boolean {
  return url === pageAddress || url.startsWith(`${pageAddress}?`);
}

/** The second window: a page without any script of its own, drawn by the page that opened it. */
export const pictureAddress = `${pageOrigin}/picture.html`;
/** The name the page opens it under. */
export const pictureFrameName = 'frame-of-record-picture';

/** Whether an address is that of the second window, to the letter. */
export function isPictureAddress(url: string): boolean {
  return url === pictureAddress;
}

/** The schemes of this app; every other one is refused (see request-refusal.ts). */
export const ownSchemes: CustomScheme[] = [
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  // `corsEnabled` lets the page's script read pictures and bytes of footage; the answers name the page as the only reader.
  {
    scheme: 'footage',
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true },
  },
];

/** Sent with every file of the page. No inline script or style, nothing from outside, no frames, no plug-ins. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' footage: blob: data:",
  'media-src footage: blob:',
  "connect-src 'self' footage:",
  "font-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');
