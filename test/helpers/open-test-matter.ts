import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEngineClient, type EngineClient } from '../../src-main/contract/client.ts';
import { createPortPair } from '../../src-main/contract/port.ts';
import type { OpenMatterSummary } from '../../src-main/domain/matter.ts';
import type { ReviewerIntroduction } from '../../src-main/domain/reviewer.ts';
import { type Clock, systemClock } from '../../src-main/engine/clock.ts';
import { createEngine, createEngineContext, type Engine } from '../../src-main/engine/engine.ts';
import type { EngineContext } from '../../src-main/engine/engine-context.ts';
import type { OpenMatter } from '../../src-main/engine/matters/open-matter.ts';
import { type KeyDerivationPolicy, safeKeyDerivation } from '../../src-main/engine/store/key-derivation.ts';

/** Argon2id as cheap as it goes: opening takes milliseconds. Named here and nowhere in the product. */
export const cheapKeyDerivation: KeyDerivationPolicy = {
  floor: { memoryKib: 8, passes: 1 },
  cost: { memoryKib: 64, passes: 1, lanes: 1 },
};

/** The least that the product itself opens: for matters that it opens in a process of its own. */
export const leastKeyDerivation: KeyDerivationPolicy = {
  floor: safeKeyDerivation.floor,
  cost: { ...safeKeyDerivation.floor, lanes: 1 },
};

export const testPassphrase = 'seven quiet herons cross the frozen harbour';
export const testReviewer: ReviewerIntroduction = { name: 'Robin Reviewer', role: 'attorney' };

const resourcesFolder = path.join(import.meta.dirname, '..', '..', 'resources');

export type TestEngine = {
  readonly engine: Engine;
  readonly context: EngineContext;
  /** With the rights of the shell and of scripts: names paths. */
  readonly client: EngineClient;
  /** With the rights of the page: names grants. */
  readonly pageClient: EngineClient;
  /** The newest `matter.ticket` the shell heard. */
  ticket(): string | null;
};

export type TestEngineOptions = {
  readonly dataFolder: string;
  readonly clock?: Clock;
  readonly keyDerivation?: KeyDerivationPolicy;
};

/** An engine in this process, spoken to over the real wire. */
export function startTestEngine(options: TestEngineOptions): TestEngine {
  const engineOptions = {
    dataFolder: options.dataFolder,
    resourcesFolder,
    appVersion: '0.0.0-test',
    host: 'test',
    clock: options.clock ?? systemClock,
    keyDerivation: options.keyDerivation ?? cheapKeyDerivation,
  };
  const context = createEngineContext(engineOptions);
  const engine = createEngine(engineOptions, context);
  function connect(trust: 'shell' | 'page'): EngineClient {
    const [own, other] = createPortPair();
    engine.attach(other, trust);
    return createEngineClient(own);
  }
  const client = connect('shell');
  let ticket: string | null = null;
  client.on('matter.ticket', (value) => {
    ticket = value;
  });
  return { engine, context, client, pageClient: connect('page'), ticket: () => ticket };
}

export type TestMatter = TestEngine & {
  /** Holds everything of this test: `matter/` and `data/`. */
  readonly place: string;
  readonly folder: string;
  readonly dataFolder: string;
  readonly recoveryKey: string;
  readonly summary: OpenMatterSummary;
  /** The open matter itself, for tests below the contract. */
  matter(): OpenMatter;
  close(): Promise<void>;
  /** Opens it again in the same engine, with the passphrase. */
  reopen(): Promise<OpenMatterSummary>;
  /** Closes the matter and removes the folders. */
  dispose(): Promise<void>;
};

/** An empty folder for one test. */
export function makeTestPlace(name = 'matter'): string {
  return mkdtempSync(path.join(tmpdir(), `for-test-${name}-`));
}

/** Creates a real, encrypted matter in a temporary folder and opens it. */
export async function openTestMatter(
  options: {
    readonly clock?: Clock;
    readonly name?: string;
    readonly place?: string;
    /** Given where the app itself is to open the matter later. */
    readonly keyDerivation?: KeyDerivationPolicy;
  } = {},
): Promise<TestMatter> {
  const place = options.place ?? makeTestPlace();
  const folder = path.join(place, 'matter');
  const dataFolder = path.join(place, 'data');
  mkdirSync(dataFolder, { recursive: true });
  const started = startTestEngine({
    dataFolder,
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    ...(options.keyDerivation === undefined ? {} : { keyDerivation: options.keyDerivation }),
  });
  const opener = { passphrase: testPassphrase, reviewer: testReviewer };
  const { summary, recoveryKey } = await started.client.call('matters.create', {
    folder: { path: folder },
    name: options.name ?? 'Test matter',
    ...opener,
  });
  return {
    ...started,
    place,
    folder,
    dataFolder,
    recoveryKey,
    summary,
    matter() {
      const { openMatter } = started.context;
      if (openMatter === null) {
        throw new Error('The test matter is closed.');
      }
      return openMatter;
    },
    async close() {
      await started.client.call('matters.close', {});
    },
    reopen: () => started.client.call('matters.open', { folder: { path: folder }, ...opener }),
    async dispose() {
      await started.engine.close();
      rmSync(place, { recursive: true, force: true });
    },
  };
}
