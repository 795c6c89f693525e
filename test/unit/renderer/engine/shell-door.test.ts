import { expect, it } from 'vitest';
import { createPortPair } from '../../../../src-main/contract/port.ts';
import { createShellDoor } from '../../../../src-renderer/engine/shell-door.ts';

it('sends what was asked before the shell was there, and checks the answers and the events', async () => {
  const [own, other] = createPortPair();
  const heard: unknown[] = [];
  other.onMessage((message) => heard.push(message));
  const door = createShellDoor();
  const dropped: unknown[] = [];
  door.on('files.dropped', (value) => dropped.push(value));
  const early = door.call('dialog.pickFolder', { title: 'Choose' });
  door.connect(own);
  const late = door.call('dialog.pickFolder', { title: 'Choose again' });
  late.catch(() => undefined);
  await new Promise((resolve) => setImmediate(resolve));
  expect(heard).toMatchObject([
    { kind: 'call', id: 1, name: 'dialog.pickFolder', input: { title: 'Choose' } },
    { kind: 'call', id: 2, input: { title: 'Choose again' } },
  ]);
  other.post({ kind: 'result', id: 1, value: null });
  other.post({ kind: 'result', id: 2, value: 'a path that nobody granted' });
  other.post({ kind: 'event', topic: 'files.dropped', value: { paths: [] } });
  other.post({ kind: 'event', topic: 'matter.changed', value: null });
  expect(await early).toBeNull();
  await expect(late).rejects.toMatchObject({ code: 'internal' });
  expect(dropped).toEqual([{ paths: [] }]);
});
