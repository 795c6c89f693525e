import { fork } from 'node:child_process';
import path from 'node:path';
import { MessageChannelMain, type MessagePortMain, utilityProcess } from 'electron';
import {
  fromChildMessageSchema,
  type HostOptions,
  type ToChildMessage,
  type UtilityMessage,
} from '../contract/engine-host.ts';
import type { Port } from '../contract/port.ts';
import { engineEnvironment } from './engine-environment.ts';
import { withExactBytes } from './exact-bytes.ts';

/** One run of the process that hosts the engine, whichever kind it is. */
export type EngineProcess<PagePort> = {
  /** A port with the rights of the shell. */
  attachShell(): Port;
  /** A port with the rights of the page, to be handed to it. */
  attachPage(): PagePort;
  /** Called once, however the process ended. `code` is null when a signal ended it. */
  onExit(listener: (code: number | null) => void): void;
  /** Asks it to close the matter and to end by itself. */
  stop(): void;
  kill(): void;
};

export type EngineProcessOptions = {
  /** Folder of the built main bundle, with engine-electron.cjs and engine-node.cjs. */
  readonly mainFolder: string;
  /** Without `host`, which depends on the kind of process. */
  readonly hostOptions: Omit<HostOptions, 'host'>;
  /** A Node 24 executable; where given, the engine runs there instead of in Electron's utility process. */
  readonly nodeExecutable: string | null;
};

export function startEngineProcess(options: EngineProcessOptions): EngineProcess<MessagePortMain> {
  return options.nodeExecutable === null ? startUtility(options) : startNodeChild(options, options.nodeExecutable);
}

function startUtility({ mainFolder, hostOptions }: EngineProcessOptions): EngineProcess<MessagePortMain> {
  const child = utilityProcess.fork(
    path.join(mainFolder, 'engine-electron.cjs'),
    [hostArgument(hostOptions, 'electron-utility')],
    {
      serviceName: 'Frame of Record engine',
      env: engineEnvironment(process.env),
      execArgv: [],
      stdio: 'inherit',
    },
  );
  const send = (message: UtilityMessage, ports: MessagePortMain[] = []) => child.postMessage(message, ports);
  const attach = (trust: 'shell' | 'page') => {
    const { port1, port2 } = new MessageChannelMain();
    send({ kind: 'attach', trust }, [port1]);
    return port2;
  };
  return {
    attachShell: () => portOverMain(attach('shell')),
    attachPage: () => attach('page'),
    onExit: (listener) => child.once('exit', listener),
    stop: () => send({ kind: 'quit' }),
    kill: () => killByForce(child.pid),
  };
}

/** What the engine is told at its start, as its only argument. */
function hostArgument(options: Omit<HostOptions, 'host'>, host: string): string {
  const complete: HostOptions = { ...options, host };
  return JSON.stringify(complete);
}

/** A utility process can only be asked to end; one that does not hear it any more is ended by the system. */
function killByForce(pid: number | undefined): void {
  if (pid !== undefined) {
    process.kill(pid, 'SIGKILL');
  }
}

/** Where Electron's own Node is too old for the engine's native modules. Every port shares the child's one channel. */
function startNodeChild(
  { mainFolder, hostOptions }: EngineProcessOptions,
  executable: string,
): EngineProcess<MessagePortMain> {
  const child = fork(path.join(mainFolder, 'engine-node.cjs'), [hostArgument(hostOptions, 'node-child')], {
    execPath: executable,
    execArgv: [],
    env: engineEnvironment(process.env),
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ends = new Map<number, { receive(message: unknown): void; close(): void }>();
  let nextPortId = 0;
  let hasEnded = false;

  const send = (message: ToChildMessage) => {
    if (child.connected) {
      // A child that ends while a message is on its way is told of by its exit, which closes every port.
      child.send(message, undefined, undefined, () => undefined);
    }
  };
  child.on('message', (raw) => {
    const message = fromChildMessageSchema.parse(raw);
    if (message.kind === 'ready') {
      return;
    }
    const end = ends.get(message.portId);
    if (message.kind === 'post') {
      end?.receive(withExactBytes(message.message));
    } else {
      ends.delete(message.portId);
      end?.close();
    }
  });
  const whenEnded: (() => void)[] = [];
  let exitCode: number | null = null;
  const end = (code: number | null) => {
    if (hasEnded) {
      return;
    }
    hasEnded = true;
    exitCode = code;
    for (const [portId, portEnd] of ends) {
      ends.delete(portId);
      portEnd.close();
    }
    for (const listener of whenEnded) {
      listener();
    }
  };
  child.once('exit', end);
  child.once('error', (error) => {
    process.stderr.write(`The engine's process could not be started: ${error.message}\n`);
    end(null);
  });
  const attach = (trust: 'shell' | 'page', portEnd: { receive(message: unknown): void; close(): void }) => {
    const portId = nextPortId++;
    ends.set(portId, portEnd);
    send({ kind: 'attach', portId, trust });
    return {
      post: (message: unknown) => send({ kind: 'post', portId, message }),
      close: () => {
        if (ends.delete(portId)) {
          send({ kind: 'close', portId });
        }
      },
    };
  };

  return {
    attachShell() {
      const listeners: ((message: unknown) => void)[] = [];
      const closers: (() => void)[] = [];
      const { post, close } = attach('shell', {
        receive: (message) => {
          for (const listener of listeners) {
            listener(message);
          }
        },
        close: () => {
          for (const closer of closers) {
            closer();
          }
        },
      });
      return {
        post,
        close,
        onMessage: (listener) => listeners.push(listener),
        onClose: (listener) => closers.push(listener),
      };
    },
    attachPage() {
      const { port1, port2 } = new MessageChannelMain();
      const { post, close } = attach('page', {
        receive: (message) => port1.postMessage(message),
        close: () => port1.close(),
      });
      port1.on('message', ({ data }) => {
        try {
          post(data);
        } catch (error) {
          // Only a page that breaks the protocol can send what cannot be passed on; it is cut off.
          process.stderr.write(`A message of the page was refused: ${String(error)}\n`);
          port1.close();
        }
      });
      port1.on('close', close);
      port1.start();
      return port2;
    },
    onExit(listener) {
      whenEnded.push(() => listener(exitCode));
    },
    stop: () => send({ kind: 'quit' }),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** An Electron port as the house's `Port`. */
export function portOverMain(port: MessagePortMain): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', ({ data }) => listener(data));
      port.start();
    },
    onClose: (listener) => void port.once('close', listener),
    close: () => port.close(),
  };
}
