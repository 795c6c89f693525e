import type { Trust } from '../contract/api.ts';
import type { Port } from '../contract/port.ts';
import { openCatalog } from './catalog/local-catalog.ts';
import type { EngineContext } from './engine-context.ts';
import type { EngineOptions } from './engine-options.ts';
import { createEventHub } from './event-hub.ts';
import { closeMatter } from './matters/close-matter.ts';
import { createPathGrants } from './path-grants.ts';
import { serve } from './serve.ts';

/** The engine as its host holds it: Electron's utility process, a Node child, the CLI or a test. */
export type Engine = {
  /** Answers calls on the port until it closes. */
  attach(port: Port, trust: Trust): void;
  /** Stops jobs, closes the open matter and its database. Safe to call twice. */
  close(): Promise<void>;
};

/** What every call of one engine works with; a host needs only `createEngine`. */
export function createEngineContext(options: EngineOptions): EngineContext {
  return {
    options,
    catalog: openCatalog(options.dataFolder),
    events: createEventHub(),
    grants: createPathGrants(),
    openMatter: null,
  };
}

export function createEngine(options: EngineOptions, engine: EngineContext = createEngineContext(options)): Engine {
  return {
    attach(port, trust) {
      serve(engine, port, trust);
    },
    async close() {
      await closeMatter(engine);
    },
  };
}
