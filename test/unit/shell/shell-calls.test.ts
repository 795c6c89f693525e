import { describe, expect, it } from 'vitest';
import { createPortPair } from '../../../src-main/contract/port.ts';
import type { ServerMessage } from '../../../src-main/contract/wire.ts';
import { AppError } from '../../../src-main/domain/app-error.ts';
import { type ShellHandlers, serveShell } from '../../../src-main/shell/shell-calls.ts';

const refuse = () => {
  throw new AppError('internal', 'Not in this test.');
};

function serve(handlers: Partial<ShellHandlers>) {
  const [page, shell] = createPortPair();
  const received: ServerMessage[] = [];
  let isClosed = false;
  page.onMessage((message) => received.push(message as ServerMessage));
  page.onClose(() => {
    isClosed = true;
  });
  const everyHandler: ShellHandlers = {
    'dialog.pickFiles': refuse,
    'dialog.pickFolders': refuse,
    'dialog.pickFolder': refuse,
    'dialog.newFolder': refuse,
    'dialog.saveFile': refuse,
    'reveal.packet': refuse,
    'reveal.transfer': refuse,
    'reveal.matter': refuse,
    'clipboard.write': refuse,
    'print.page': refuse,
    'theme.remember': refuse,
    'zoom.change': refuse,
    'menu.set': refuse,
    ...handlers,
  };
  const service = serveShell(shell, everyHandler);
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
  return { page, service, received, settle, isClosed: () => isClosed };
}

describe('the shell port', () => {
  it('lends a power and answers with what it gave', async () => {
    const { page, received, settle } = serve({ 'dialog.pickFiles': async () => [{ grant: 'g', name: 'a.mp4' }] });
    page.post({ kind: 'call', id: 3, name: 'dialog.pickFiles', input: {} });
    await settle();
    expect(received).toEqual([{ kind: 'result', id: 3, value: [{ grant: 'g', name: 'a.mp4' }] }]);
  });

  it.each([
    ['an unknown power', { kind: 'call', id: 1, name: 'shell.openExternal', input: {} }],
    ['a name of every object', { kind: 'call', id: 1, name: 'constructor', input: {} }],
    ['input of another form', { kind: 'call', id: 1, name: 'clipboard.write', input: { text: 5 } }],
    [
      'input with more than asked',
      { kind: 'call', id: 1, name: 'clipboard.write', input: { text: 'a', path: '/etc' } },
    ],
  ])('refuses %s', async (_what, message) => {
    const { page, received, settle } = serve({ 'clipboard.write': () => ({}) });
    page.post(message);
    await settle();
    expect(received).toMatchObject([{ kind: 'error', id: 1, error: { code: 'bad-request' } }]);
  });

  it('tells what went wrong without a stack', async () => {
    const { page, received, settle } = serve({
      'print.page': () => {
        throw new TypeError('printer on fire');
      },
    });
    page.post({ kind: 'call', id: 1, name: 'print.page', input: {} });
    await settle();
    expect(received).toMatchObject([{ kind: 'error', error: { code: 'internal' } }]);
    expect(JSON.stringify(received)).not.toContain('.ts:');
  });

  it('sends nothing that breaks the contract', async () => {
    const broken = { 'dialog.pickFiles': () => [{ grant: 'g', name: 'a', path: '/secret' }] } as Partial<ShellHandlers>;
    const { page, received, settle } = serve(broken);
    page.post({ kind: 'call', id: 1, name: 'dialog.pickFiles', input: {} });
    await settle();
    expect(received).toMatchObject([{ kind: 'error', error: { code: 'internal' } }]);
    expect(JSON.stringify(received)).not.toContain('/secret');
  });

  it('cuts off whoever does not speak the protocol', async () => {
    const { page, isClosed, settle } = serve({});
    page.post('hello');
    await settle();
    expect(isClosed()).toBe(true);
  });

  it('tells topics until the page is gone', async () => {
    const { page, service, received, settle } = serve({});
    service.emit('menu.command', { commandId: 'edit.undo' });
    await settle();
    expect(received).toEqual([{ kind: 'event', topic: 'menu.command', value: { commandId: 'edit.undo' } }]);
    page.close();
    service.emit('menu.command', { commandId: 'edit.undo' });
    await settle();
    expect(received).toHaveLength(1);
  });
});
