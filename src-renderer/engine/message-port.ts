import type { Port } from '../../src-main/contract/port.ts';

/** The page's end of a browser MessagePort as the house's `Port`. Messages that arrive before a listener are kept by the browser until `start`. */
export function portOverMessagePort(messagePort: MessagePort): Port {
  const closers: (() => void)[] = [];
  let isClosed = false;

  function close(): void {
    if (isClosed) {
      return;
    }
    isClosed = true;
    for (const closer of closers) {
      closer();
    }
  }

  messagePort.addEventListener('close', close);

  return {
    post(message) {
      messagePort.postMessage(message);
    },
    onMessage(listener) {
      messagePort.addEventListener('message', (event) => listener(event.data));
      messagePort.start();
    },
    onClose(listener) {
      closers.push(listener);
    },
    close() {
      messagePort.close();
      close();
    },
  };
}
