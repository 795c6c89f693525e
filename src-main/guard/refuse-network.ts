import dgram from 'node:dgram';
import dns from 'node:dns';
import dnsPromises from 'node:dns/promises';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { AppError } from '../domain/app-error.ts';

const globalOutlets = ['fetch', 'WebSocket', 'EventSource'] as const;

function close(owner: object, key: string, outlet: string): void {
  // A plain function, so that it also refuses to be called with `new`.
  function refused(): never {
    throw new AppError(
      'not-permitted',
      `This app has no network: ${outlet} was called and refused. Please report this.`,
      {
        outlet,
      },
    );
  }
  Object.defineProperty(owner, key, { value: refused, enumerable: true, writable: false, configurable: false });
}

function closeFunctionsOf(owner: object, name: string): void {
  for (const [key, value] of Object.entries(owner)) {
    if (typeof value === 'function') {
      close(owner, key, `${name}.${key}`);
    }
  }
}

/**
 * Takes the network from this process, for good: connecting, listening, datagrams, names and fetch throw `not-permitted`.
 * http, https, http2, tls and undici all end in `net.Socket.connect`. Called first thing by the shell and by the process that
 * hosts the engine; named pipes go too, since nothing here uses one.
 */
export function refuseNetwork(): void {
  close(net.Socket.prototype, 'connect', 'net.Socket.connect');
  close(net.Server.prototype, 'listen', 'net.Server.listen');
  close(dgram, 'createSocket', 'dgram.createSocket');
  for (const key of ['bind', 'connect', 'send'] as const) {
    close(dgram.Socket.prototype, key, `dgram.Socket.${key}`);
  }
  closeFunctionsOf(dns, 'dns');
  closeFunctionsOf(dnsPromises, 'dns/promises');
  for (const name of globalOutlets) {
    close(globalThis, name, name);
  }
  syncBuiltinESMExports();
}
