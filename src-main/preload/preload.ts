import { ipcRenderer, webUtils } from 'electron';
import { preloadChannels } from '../contract/preload-channels.ts';

/**
 * Runs beside the page in a world of its own and puts nothing on `window`. It hands two MessagePorts to the page and tells the
 * shell which files a person dropped; the page only ever sees grants for them.
 */
for (const kind of [preloadChannels.enginePort, preloadChannels.shellPort]) {
  ipcRenderer.on(kind, (event) => {
    window.postMessage({ kind }, window.location.origin, [...event.ports]);
  });
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}

// A page that does not say it takes files would have the window navigate to them, or refuse them.
window.addEventListener('dragover', (event) => {
  if (hasFiles(event)) {
    event.preventDefault();
  }
});

window.addEventListener(
  'drop',
  (event) => {
    if (!event.isTrusted || event.dataTransfer === null || !hasFiles(event)) {
      return;
    }
    event.preventDefault();
    const paths = [...event.dataTransfer.files]
      .map((file) => webUtils.getPathForFile(file))
      .filter((path) => path !== '');
    if (paths.length > 0) {
      ipcRenderer.send(preloadChannels.filesDropped, paths);
    }
  },
  true,
);
