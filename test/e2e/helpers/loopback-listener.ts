import { createSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';

/** Listens on this machine, for connections and datagrams, and counts them; a page that gets through is seen here. */
export type LoopbackListener = {
  /** http addresses: an IPv4 literal, a name, and an IPv6 literal where the machine has one. */
  readonly addresses: string[];
  /** Connections and datagrams so far. */
  connections(): number;
  close(): Promise<void>;
};

export async function openLoopbackListener(): Promise<LoopbackListener> {
  let count = 0;
  const sockets = new Set<Socket>();
  const answer =
    'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok';
  const listen = (host: string) =>
    new Promise<Server | null>((resolve) => {
      const server = createServer((socket) => {
        count += 1;
        sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.end(answer);
      });
      server.once('error', () => resolve(null));
      server.listen(0, host, () => resolve(server));
    });
  const port = (server: Server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  const four = await listen('127.0.0.1');
  const six = await listen('::1');
  if (four === null) {
    throw new Error('Nothing can listen on 127.0.0.1 here, so the test would prove nothing.');
  }
  const datagrams = createSocket('udp4', () => {
    count += 1;
  });
  await new Promise<void>((resolve, reject) => {
    datagrams.once('error', reject);
    datagrams.bind(port(four), '127.0.0.1', resolve);
  });
  return {
    addresses: [
      `http://127.0.0.1:${port(four)}/`,
      `http://localhost:${port(four)}/`,
      ...(six === null ? [] : [`http://[::1]:${port(six)}/`]),
    ],
    connections: () => count,
    async close() {
      datagrams.close();
      for (const socket of sockets) {
        socket.destroy();
      }
      for (const server of [four, six]) {
        if (server !== null) {
          await new Promise((resolve) => server.close(resolve));
        }
      }
    },
  };
}
