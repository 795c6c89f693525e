import { readFileSync, statSync } from 'node:fs';
import { toChildMessageSchema } from '../../../src-main/contract/engine-host.ts';
import { clientMessageSchema, type ServerMessage } from '../../../src-main/contract/wire.ts';

/**
 * Stands in for the engine where a test needs a file that would take too long to ingest. Its only knowledge is a JSON file,
 * named in PLAYED_FILES, of id -> path. Speaks the protocol of contract/engine-host.ts.
 */
const files = JSON.parse(readFileSync(process.env['PLAYED_FILES'] ?? '', 'utf8')) as Record<string, string>;

function answer(name: string, input: unknown): unknown {
  if (name === 'paths.locate') {
    const path = files[(input as { id: string }).id] ?? '';
    return { path, mediaType: 'video/mp4', byteCount: statSync(path).size };
  }
  return null;
}

process.on('disconnect', () => process.exit(0));
process.on('message', (raw) => {
  const message = toChildMessageSchema.parse(raw);
  if (message.kind === 'quit') {
    process.exit(0);
  }
  if (message.kind !== 'post') {
    return;
  }
  const call = clientMessageSchema.parse(message.message);
  if (call.kind === 'call') {
    const reply: ServerMessage = { kind: 'result', id: call.id, value: answer(call.name, call.input) };
    process.send?.({ kind: 'post', portId: message.portId, message: reply });
  }
});
