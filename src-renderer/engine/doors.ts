import type { QueryClient } from '@tanstack/react-query';
import { createEngineCache, keepCacheTrue } from './engine-cache.ts';
import { createEngineDoor, type EngineDoor } from './engine-door.ts';
import { listenForPagePorts } from './page-ports.ts';
import { createShellDoor, type ShellDoor } from './shell-door.ts';

/** Everything outside the page that the page may talk to. */
export type Doors = { readonly engine: EngineDoor; readonly shell: ShellDoor; readonly cache: QueryClient };

/** Makes the doors and begins to listen for the ports that the preload posts. */
export function openDoors(page: Window): Doors {
  const engine = createEngineDoor();
  const shell = createShellDoor();
  const cache = createEngineCache();
  keepCacheTrue(engine, cache);
  shell.on('engine.restarting', () => engine.lose());
  listenForPagePorts(page, {
    onEnginePort: (port) => engine.connect(port),
    onShellPort: (port) => shell.connect(port),
  });
  return { engine, shell, cache };
}
