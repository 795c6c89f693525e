import type { Session } from 'electron';

const ownProtocols = new Set(['app:', 'footage:', 'blob:', 'data:']);
/** Schemes that lead out of this machine or into its files. */
const foreignSchemes = ['http', 'https', 'ws', 'wss', 'ftp', 'file'] as const;

/** Whether a request may be made at all. Developer tools are served by Electron itself and only exist while developing. */
export function isOwnRequest(url: string, hasDevTools: boolean): boolean {
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  return ownProtocols.has(protocol) || (hasDevTools && (protocol === 'devtools:' || protocol === 'chrome-extension:'));
}

/**
 * Refuses every request that leaves the app's own schemes. The only module that listens to `onBeforeRequest`, since the last
 * listener of a session replaces all others.
 */
export function refuseForeignRequests(session: Session, hasDevTools: boolean, report: (url: string) => void): void {
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) => {
    const isRefused = !isOwnRequest(url, hasDevTools);
    if (isRefused) {
      report(url);
    }
    answer({ cancel: isRefused });
  });
  for (const scheme of foreignSchemes) {
    session.protocol.handle(scheme, (request) => {
      report(request.url);
      return Response.error();
    });
  }
}
