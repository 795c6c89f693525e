import { app, type Session, type WebContents } from 'electron';
import { refuseForeignRequests } from './request-refusal.ts';
import { isPageAddress, isPictureAddress, pageOrigin } from './schemes.ts';

/** Chromium's own traffic and the ways round the request filter. Each is a command line switch. */
const switches: readonly (readonly [name: string, value?: string])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-client-side-phishing-detection'],
  ['disable-default-apps'],
  ['disable-sync'],
  ['disable-quic'],
  ['dns-prefetch-disable'],
  ['no-pings'],
  ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
];

/** The only two things a page may be given, and only our own page. */
const permitted: ReadonlySet<string> = new Set(['fullscreen', 'clipboard-sanitized-write']);

/**
 * Locks every session and every web contents this app will ever have. Call before Electron is ready.
 * @param hasDevTools only while developing
 */
export function lockDown(hasDevTools: boolean): void {
  if (!isSandboxGivenUp()) {
    app.enableSandbox();
  }
  for (const [name, value] of switches) {
    app.commandLine.appendSwitch(name, value);
  }
  app.on('session-created', (session) => lockSession(session, hasDevTools));
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('login', (event) => event.preventDefault());
  app.on('select-client-certificate', (event) => event.preventDefault());
}

/**
 * Chromium's sandbox cannot start as root, and on some systems not from an unpacked folder; `--no-sandbox` says so. An installed
 * app hears it from root only, so that nobody turns the sandbox off with a shortcut. Pages are sandboxed either way as far
 * as Electron itself goes (no Node, no preload powers).
 */
function isSandboxGivenUp(): boolean {
  return app.commandLine.hasSwitch('no-sandbox') && (!app.isPackaged || process.getuid?.() === 0);
}

function reportRefusal(url: string): void {
  process.stderr.write(`Refused a request to ${url.slice(0, 200)}\n`);
}

function lockSession(session: Session, hasDevTools: boolean): void {
  refuseForeignRequests(session, hasDevTools, reportRefusal);

  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    answer(permitted.has(permission) && details.isMainFrame && contents.mainFrame.origin === pageOrigin);
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    return permitted.has(permission) && details.isMainFrame && isPageOrigin(origin);
  });
  session.setDevicePermissionHandler(() => false);
  // Without a handler, capturing the screen is not supported at all.
  session.setDisplayMediaRequestHandler(null);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.on('select-hid-device', (event, _details, answer) => {
    event.preventDefault();
    answer(null);
  });
  session.on('select-serial-port', (event, _ports, _contents, answer) => {
    event.preventDefault();
    answer('');
  });
  session.on('select-usb-device', (event, _details, answer) => {
    event.preventDefault();
    answer();
  });
  session.on('will-download', (event) => event.preventDefault());

  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerLanguages([]);
  session.setCertificateVerifyProc((_request, answer) => answer(-2));
  session.enableNetworkEmulation({ offline: true });
  void session.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'http=127.0.0.1:1;https=127.0.0.1:1',
    proxyBypassRules: '<-loopback>',
  });
}

function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.on('will-navigate', (event) => {
    if (!mayGo(contents, event.url)) {
      event.preventDefault();
    }
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !mayGo(contents, event.url)) {
      event.preventDefault();
    }
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, answer) => {
    event.preventDefault();
    answer('');
  });
}

/** The page may load itself again; a window just made may load the picture's page; from there nothing goes anywhere. */
function mayGo(contents: WebContents, url: string): boolean {
  const from = contents.getURL();
  if (isPictureAddress(url)) {
    return from === '' || from === 'about:blank';
  }
  return isPageAddress(url) && !isPictureAddress(from);
}

function isPageOrigin(origin: string): boolean {
  return origin === pageOrigin || origin === `${pageOrigin}/`;
}
