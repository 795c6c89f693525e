/** The one address, and the one name, under which the shell lets the page open a window. */
const pictureFile = 'picture.html';
const pictureName = 'frame-of-record-picture';

type PictureWindowListeners = {
  /** The window is there; what is put into its body is drawn by this page. */
  onReady(body: HTMLElement): void;
  /** A person closed it. */
  onClosed(): void;
  onRefused(): void;
  onFullScreenRefused(): void;
};

const watchMillis = 50;
const patienceMillis = 10_000;

/** Sheets of this page's own origin, which the policy allows there too. */
function prepare(from: Document, to: Document): void {
  for (const sheet of from.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    const copy = to.createElement('link');
    copy.rel = 'stylesheet';
    copy.href = sheet.href;
    to.head.append(copy);
  }
  // As in prepare-for-policy.ts: React Aria would add a style element of its own, which the policy refuses.
  const marker = to.createElement('meta');
  marker.id = 'react-aria-pressable-style';
  to.head.append(marker);
}

/** Keys pressed in the second window do what they do in the first; Escape and F11 are the window's own. */
function passKeysOn(page: Window, second: Window, close: () => void, onFullScreenRefused: () => void): void {
  second.addEventListener('keydown', (event) => {
    const { document } = second;
    if (event.key === 'F11') {
      event.preventDefault();
      const change =
        document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen();
      change.catch(onFullScreenRefused);
      return;
    }
    if (event.key === 'Escape') {
      if (document.fullscreenElement === null) {
        close();
      } else {
        document.exitFullscreen().catch(onFullScreenRefused);
      }
      return;
    }
    const { key, code, ctrlKey, metaKey, altKey, shiftKey, repeat } = event;
    const copy = new KeyboardEvent('keydown', {
      ...{ key, code, ctrlKey, metaKey, altKey, shiftKey, repeat },
      cancelable: true,
    });
    if (!page.dispatchEvent(copy)) {
      event.preventDefault();
    }
  });
  // Which keys are held counts too: K with J or L.
  second.addEventListener('keyup', ({ key, code }) => page.dispatchEvent(new KeyboardEvent('keyup', { key, code })));
  second.addEventListener('blur', () => page.dispatchEvent(new Event('blur')));
}

/** Opens the second window. The function that is returned closes it. */
export function openPictureWindow(page: Window, listeners: PictureWindowListeners): () => void {
  const second = page.open(pictureFile, pictureName, 'popup');
  if (second === null) {
    listeners.onRefused();
    return () => undefined;
  }
  const opened = second;
  const startedAt = performance.now();
  let isReady = false;
  let isOver = false;
  const end = () => {
    isOver = true;
    clearInterval(watch);
    page.removeEventListener('pagehide', close);
  };
  const close = () => {
    end();
    opened.close();
  };
  // The window is blank at first and tells nobody reliably that it was loaded or closed; so it is looked at.
  const watch = setInterval(() => {
    if (opened.closed) {
      end();
      listeners.onClosed();
      return;
    }
    const { document } = opened;
    if (!isReady && opened.location.pathname.endsWith(pictureFile) && document.readyState === 'complete') {
      isReady = true;
      prepare(page.document, document);
      const closeByKey = () => {
        close();
        listeners.onClosed();
      };
      passKeysOn(page, opened, closeByKey, listeners.onFullScreenRefused);
      listeners.onReady(document.body);
    } else if (!isReady && performance.now() - startedAt > patienceMillis) {
      close();
      listeners.onRefused();
    }
  }, watchMillis);
  page.addEventListener('pagehide', close);
  return () => {
    if (!isOver) {
      close();
    }
  };
}
