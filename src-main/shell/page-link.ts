import { type BrowserWindow, ipcMain, MessageChannelMain, type MessagePortMain, type WebFrameMain } from 'electron';
import { z } from 'zod';
import type { Port } from '../contract/port.ts';
import { preloadChannels } from '../contract/preload-channels.ts';
import { portOverMain } from './engine-process.ts';
import { pageOrigin } from './schemes.ts';

const droppedPathsSchema = z.array(z.string().min(1).max(4096)).min(1).max(10_000);

/** How the shell reaches the page of one window. */
export type PageLink = {
  /** Hands the page a port to a (new) engine; nothing happens while no page is loaded. */
  sendEnginePort(port: MessagePortMain): void;
  /** Whether the page is there to be given ports. */
  isLoaded(): boolean;
};

/** What the page's arrival and its drops lead to. */
export type PageListeners = {
  /** Called each time the page has been loaded, with the shell's end of a new port. */
  onLoaded(shellPort: Port): void;
  /** Absolute paths of files and folders a person dropped on the window. */
  onDropped(paths: string[]): void;
};

/** Ports are handed to our own page in the main frame and to nobody else. */
export function linkPage(window: BrowserWindow, listeners: PageListeners): PageLink {
  const contents = window.webContents;
  let isLoaded = false;
  const isOwnPage = (frame: WebFrameMain | null) =>
    frame !== null && frame === contents.mainFrame && frame.origin === pageOrigin;

  // Not `did-start-navigation`: that also tells of navigations which are then refused.
  contents.on('did-navigate', () => {
    isLoaded = false;
  });
  contents.on('render-process-gone', () => {
    isLoaded = false;
  });
  contents.on('did-finish-load', () => {
    if (!isOwnPage(contents.mainFrame)) {
      return;
    }
    isLoaded = true;
    const { port1, port2 } = new MessageChannelMain();
    contents.postMessage(preloadChannels.shellPort, null, [port2]);
    listeners.onLoaded(portOverMain(port1));
  });
  ipcMain.on(preloadChannels.filesDropped, (event, raw: unknown) => {
    if (event.sender !== contents || !isOwnPage(event.senderFrame)) {
      return;
    }
    const paths = droppedPathsSchema.safeParse(raw);
    if (paths.success) {
      listeners.onDropped(paths.data);
    } else {
      process.stderr.write('A drop on the window was not understood and was left out.\n');
    }
  });

  return {
    isLoaded: () => isLoaded,
    sendEnginePort(port) {
      if (isLoaded && isOwnPage(contents.mainFrame)) {
        contents.postMessage(preloadChannels.enginePort, null, [port]);
      } else {
        port.close();
      }
    },
  };
}
