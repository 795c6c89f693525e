import type { Port } from '../../src-main/contract/port.ts';
import { portDeliverySchema } from '../../src-main/contract/shell-powers.ts';
import { portOverMessagePort } from './message-port.ts';

type PortListeners = { onEnginePort(port: Port): void; onShellPort(port: Port): void };

/**
 * Takes the ports that the preload posts to this page. Only a message from this very window and origin that carries a
 * port is heard; a new engine port arrives after each restart of the engine.
 */
export function listenForPagePorts(page: Window, listeners: PortListeners): void {
  page.addEventListener('message', (event: MessageEvent<unknown>) => {
    const messagePort = event.ports[0];
    if (event.source !== page || event.origin !== page.location.origin || messagePort === undefined) {
      return;
    }
    const delivery = portDeliverySchema.safeParse(event.data);
    if (!delivery.success) {
      return;
    }
    const port = portOverMessagePort(messagePort);
    if (delivery.data.kind === 'engine-port') {
      listeners.onEnginePort(port);
    } else {
      listeners.onShellPort(port);
    }
  });
}
