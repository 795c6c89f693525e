import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Recipient } from '../../../../src-main/domain/recipient.ts';
import { hasTool, runTool } from '../../../helpers/command-tools.ts';
import { filesIn } from '../../../helpers/forge-packet.ts';
import { openTransferMatter, type TransferMatter } from './transfer-matter.ts';

let test: TransferMatter;
let into: string;
let round = 0;

beforeAll(async () => {
  test = await openTransferMatter();
});
afterAll(() => test.dispose());
beforeEach(() => {
  round += 1;
  into = path.join(test.place, `into-${round}`);
  mkdirSync(into);
});

/** An identity as age-keygen writes it, and its recipient in the address book. */
async function makeRecipient(name: string, isEscrow = false): Promise<{ recipient: Recipient; identity: string }> {
  const identity = path.join(into, `${name.toLowerCase().replaceAll(' ', '-')}.txt`);
  const recipient = await test.client.call('recipients.createIdentity', {
    out: { path: identity },
    passphrase: null,
    name,
    isEscrow,
  });
  return { recipient, identity };
}

async function removeAllRecipients(): Promise<void> {
  for (const { id } of await test.client.call('recipients.list', {})) {
    await test.client.call('recipients.remove', { id });
  }
}

/** Every file of the packet has the same bytes in `folder`. */
function expectSamePacket(folder: string): void {
  const files = filesIn(test.packet.folder);
  expect(filesIn(folder)).toEqual(files);
  for (const file of files) {
    expect(readFileSync(path.join(folder, file)).equals(readFileSync(path.join(test.packet.folder, file))), file).toBe(
      true,
    );
  }
}

describe('an unencrypted hand-over', () => {
  it('is a ZIP that unzip and Python read, with the same bytes every time', async (context) => {
    const { job, transfer } = await test.handOver({ into: { path: into }, medium: 'USB drive', sealNumber: 'A-17' });
    expect(job).toMatchObject({ state: 'done' });
    expect(readdirSync(into).sort()).toEqual(['PKT001.JOIN.txt', 'PKT001.parts.txt', 'PKT001.zip']);
    expect(transfer).toMatchObject({ state: 'handed-over', deliveredTo: 'Clerk of the Court', sealNumber: 'A-17' });
    const zip = readFileSync(path.join(into, 'PKT001.zip'));
    expect(transfer.byteCount).toBe(zip.length);
    expect(transfer.files[0]?.digest).toBe(createHash('sha256').update(zip).digest('hex'));

    const again = path.join(into, 'again');
    mkdirSync(again);
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Asia/Tokyo';
    await test.handOver({ into: { path: again } });
    process.env['TZ'] = zone ?? '';
    expect(readFileSync(path.join(again, 'PKT001.zip')).equals(zip)).toBe(true);

    if (!hasTool('unzip') || !hasTool('python3')) {
      context.skip('unzip or python3 is not installed');
      return;
    }
    expect(runTool('unzip', ['-t', path.join(into, 'PKT001.zip')])).toContain('No errors detected');
    const out = path.join(into, 'out');
    const script =
      'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])';
    runTool('python3', ['-c', script, path.join(into, 'PKT001.zip'), out]);
    expectSamePacket(path.join(out, 'PKT001'));
  });

  it('is split over parts that sha256sum checks and cat joins', async () => {
    const { transfer } = await test.handOver({ into: { path: into }, partBytes: 65_536 });
    expect(transfer.files.length).toBeGreaterThan(2);
    expect(transfer.files.map((file) => file.name)).toEqual(
      transfer.files.map((_, index) => `PKT001.zip.${String(index + 1).padStart(3, '0')}`),
    );
    expect(runTool('sha256sum', ['-c', 'PKT001.parts.txt'], into).trim().split('\n')).toHaveLength(
      transfer.files.length,
    );
    execFileSync('sh', ['-c', 'cat PKT001.zip.??? > PKT001.zip'], { cwd: into });
    const { transfer: whole } = await test.handOver({ into: { path: mkdir('whole') } });
    expect(
      createHash('sha256')
        .update(readFileSync(path.join(into, 'PKT001.zip')))
        .digest('hex'),
    ).toBe(whole.files[0]?.digest);
    const help = readFileSync(path.join(into, 'PKT001.JOIN.txt'), 'utf8');
    expect(help).toContain('cat PKT001.zip.??? > PKT001.zip');
    expect(help).toContain('copy /b PKT001.zip.001+PKT001.zip.002');
    expect(help).not.toContain('age --decrypt');
  });

  it('copies the folder as it is, and says in the custody log who had it and that the copy was verified', async () => {
    const { job, transfer } = await test.handOver({ method: 'folder', into: { path: into }, medium: 'USB drive' });
    expect(job).toMatchObject({ state: 'done' });
    expect(readdirSync(into)).toEqual(['PKT001']);
    expectSamePacket(path.join(into, 'PKT001'));
    const copy = { packet: { path: path.join(into, 'PKT001') } };
    expect((await test.client.call('packets.verify', copy)).level).toBe(0);
    const verified = { what: 'packet', packet: 'PKT001' };
    expect(await test.lastEntry('verify.run')).toMatchObject({
      refs: [`packet:${test.packet.id}`],
      data: { ...verified, result: 'pass' },
    });
    const key = '0000-0000-0000-0000-0000-0000-0000-0000';
    expect((await test.client.call('packets.verify', { ...copy, key })).result).toBe('bad-signature');
    expect((await test.lastEntry('verify.run'))?.data).toMatchObject({
      ...verified,
      result: 'bad-signature',
      namedKey: key,
      signature: 'foreign-key',
    });
    appendFileSync(path.join(into, 'PKT001', 'data', 'NOTICES.txt'), 'one more line\n');
    expect((await test.client.call('packets.verify', copy)).result).toBe('hash-mismatch');
    expect((await test.lastEntry('verify.run'))?.data).toMatchObject({ ...verified, result: 'hash-mismatch' });
    expect((await test.lastEntry('transfer.out'))?.data).toMatchObject({
      packet: 'PKT001',
      packetDigest: test.packet.digest,
      transfer: transfer.id,
      recipient: 'Clerk of the Court',
      method: 'folder',
      medium: 'USB drive',
    });
    const types = (await test.client.call('custody.list', {})).map((line) => line.type);
    expect(types[types.lastIndexOf('transfer.out') + 1]).toBe('checkpoint');
  });

  function mkdir(name: string): string {
    const folder = path.join(into, name);
    mkdirSync(folder);
    return folder;
  }
});

describe('an encrypted hand-over', () => {
  it('opens with age for each recipient and for the escrow key, which goes along by itself', async (context) => {
    const court = await makeRecipient('Court');
    const escrow = await makeRecipient('Office escrow', true);
    const { transfer } = await test.handOver({
      method: 'age-recipients',
      recipientIds: [court.recipient.id],
      into: { path: into },
      partBytes: 100_000,
    });
    expect(transfer.state).toBe('handed-over');
    expect(transfer.recipients.map(({ name, isEscrow }) => [name, isEscrow])).toEqual([
      ['Court', false],
      ['Office escrow', true],
    ]);
    const entry = (await test.lastEntry('transfer.out'))?.data;
    expect(entry).toMatchObject({ escrowLeftOut: false, method: 'age-recipients' });
    expect(JSON.stringify(entry)).toContain(court.recipient.fingerprint);
    if (!hasTool('age')) {
      context.skip('age is not installed');
      return;
    }
    execFileSync('sh', ['-c', 'cat PKT001.zip.age.??? > joined.age'], { cwd: into });
    for (const [index, identity] of [court.identity, escrow.identity].entries()) {
      runTool('age', ['-d', '-i', identity, '-o', `out-${index}.zip`, 'joined.age'], into);
      runTool('unzip', ['-q', `out-${index}.zip`, '-d', `out-${index}`], into);
      expectSamePacket(path.join(into, `out-${index}`, 'PKT001'));
    }
    const stranger = path.join(into, 'stranger.txt');
    runTool('age-keygen', ['-o', stranger]);
    expect(() => runTool('age', ['-d', '-i', stranger, '-o', 'no.zip', 'joined.age'], into)).toThrow(
      /no identity matched/,
    );
  });

  it('leaves the escrow key out only when that is said, and records it', async () => {
    const court = await makeRecipient('Second court');
    await expect(test.handOver({ method: 'age-phrase', into: { path: into } })).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('escrow key'),
    });
    const { transfer } = await test.handOver({
      method: 'age-recipients',
      recipientIds: [court.recipient.id],
      isEscrowLeftOut: true,
      into: { path: into },
    });
    expect(transfer.recipients.map(({ name }) => name)).toEqual(['Second court']);
    expect(transfer.isEscrowLeftOut).toBe(true);
    expect((await test.lastEntry('transfer.out'))?.data).toMatchObject({ escrowLeftOut: true });
    await removeAllRecipients();
  });

  it('draws a phrase of 77 bits that age takes and that is kept nowhere', async (context) => {
    const { asked, transfer } = await test.handOver({ method: 'age-phrase', into: { path: into } });
    const phrase = asked.phrase ?? '';
    expect(phrase).toMatch(/^([a-z]{3,8}-){6}[a-z]{3,8}$/);
    expect(JSON.stringify(transfer)).not.toContain(phrase);
    expect(JSON.stringify(await test.client.call('custody.list', {}))).not.toContain(phrase);
    const { database } = test.matter();
    expect(database.prepare('SELECT count(*) AS count FROM transfer_key').get()).toEqual({ count: 0 });
    if (!hasTool('age') || !hasTool('python3')) {
      context.skip('age or python3 is not installed');
      return;
    }
    decryptAtTerminal(phrase, 'PKT001.zip.age', 'out.zip', into);
    expect(runTool('unzip', ['-t', 'out.zip'], into)).toContain('No errors detected');
    expect(() => decryptAtTerminal(`${phrase}x`, 'PKT001.zip.age', 'no.zip', into)).toThrow();
  });
});

/** `age` asks for a passphrase at a terminal only: Python lends it one. */
function decryptAtTerminal(phrase: string, file: string, out: string, cwd: string): void {
  const script = `
import os, pty, sys, time
pid, fd = pty.fork()
if pid == 0:
    os.execvp('age', ['age', '-d', '-o', sys.argv[2], sys.argv[1]])
said = b''
while b'passphrase' not in said:
    said += os.read(fd, 1024)
time.sleep(0.2)
os.write(fd, (sys.argv[3] + '\\n').encode())
try:
    while os.read(fd, 1024):
        pass
except OSError:
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;
  execFileSync('python3', ['-c', script, file, out, phrase], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('a hand-over that cannot be', () => {
  it('is refused for a packet that does not pass, and leaves nothing', async () => {
    const readme = path.join(test.packet.folder, 'data', 'README.html');
    const before = readFileSync(readme);
    appendFileSync(readme, ' ');
    const { job, transfer } = await test.handOver({ into: { path: into } });
    writeFileSync(readme, before);
    expect(job).toMatchObject({ state: 'failed', errorCode: 'packet-invalid' });
    expect(transfer).toMatchObject({ state: 'failed', files: [] });
    expect(readdirSync(into)).toEqual([]);
    expect((await test.lastEntry('export.fail'))?.data).toMatchObject({
      transfer: transfer.id,
      code: 'packet-invalid',
    });
  });

  it('is refused where its names are taken, where there is no folder, and with nobody to read it', async () => {
    writeFileSync(path.join(into, 'PKT001.zip'), 'mine');
    await expect(test.handOver({ into: { path: into } })).rejects.toMatchObject({ code: 'destination-exists' });
    expect(readFileSync(path.join(into, 'PKT001.zip'), 'utf8')).toBe('mine');
    rmSync(path.join(into, 'PKT001.zip'));
    await expect(test.handOver({ into: { path: path.join(into, 'none') } })).rejects.toMatchObject({
      code: 'destination-unusable',
    });
    await expect(test.handOver({ into: { path: into }, method: 'age-recipients' })).rejects.toMatchObject({
      code: 'bad-request',
    });
    expect(existsSync(path.join(into, 'PKT001.zip'))).toBe(false);
  });
});

it('keeps acknowledgements beside the hand-over, each with its entry in the log', async () => {
  const { transfer } = await test.handOver({ into: { path: into } });
  const draft = { receivedBy: 'C. Clerk', receivedOn: '2026-03-09', how: 'signed-receipt' } as const;
  const acknowledged = await test.client.call('transfers.acknowledge', {
    id: transfer.id,
    ...draft,
    note: 'Seal whole.',
  });
  expect(acknowledged.acknowledgements).toMatchObject([
    { ...draft, note: 'Seal whole.', recordedBy: 'Robin Reviewer' },
  ]);
  expect((await test.lastEntry('transfer.acknowledge'))?.data).toMatchObject({
    packet: 'PKT001',
    transfer: transfer.id,
    recipient: 'C. Clerk',
    receivedOn: '2026-03-09',
  });
  const twice = await test.client.call('transfers.acknowledge', { id: transfer.id, ...draft, how: 'e-mail' });
  expect(twice.acknowledgements.map(({ how }) => how)).toEqual(['signed-receipt', 'e-mail']);
});

it('finds what was written again, for the shell, and says when it is gone', async () => {
  const asFolder = await test.handOver({ method: 'folder', into: { path: into } });
  const asZip = await test.handOver({ into: { path: into } });
  const locate = (id: string) => test.client.call('paths.locate', { what: 'transfer', id });
  expect((await locate(asFolder.transfer.id)).path).toBe(path.join(into, 'PKT001'));
  expect((await locate(asZip.transfer.id)).path).toBe(path.join(into, 'PKT001.zip'));
  rmSync(into, { recursive: true });
  await expect(locate(asZip.transfer.id)).rejects.toMatchObject({
    code: 'object-missing',
    message: expect.stringContaining('its drive taken away'),
  });
});

it('gives a receipt with a checkpoint that this workstation keeps as well, and never replaces one', async () => {
  const { transfer } = await test.handOver({ into: { path: into }, sealNumber: 'A-17' });
  const request = { packetId: test.packet.id, transferId: transfer.id, out: { path: into } };
  const receipt = await test.client.call('packets.receipt', request);
  expect(receipt.files).toEqual(['PKT001-receipt.pdf', 'PKT001-receipt.txt']);
  const text = readFileSync(path.join(into, 'PKT001-receipt.txt'), 'utf8');
  for (const stated of [test.packet.digest ?? '', 'Clerk of the Court', 'A-17', test.matter().signer.fingerprint]) {
    expect(text).toContain(stated);
  }
  expect(readFileSync(path.join(into, 'PKT001-receipt.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  const held = await test.context.catalog.heldCheckpoints(test.matter().matter.id);
  expect(held.some((note) => note.split('\n')[1] === String(receipt.checkpointSize))).toBe(true);
  expect(text).toContain(held.at(-1)?.split('\n')[2] ?? 'none');
  expect((await test.lastEntry('export.receipt'))?.data).toMatchObject({
    packet: 'PKT001',
    transfer: transfer.id,
    checkpointSize: receipt.checkpointSize,
    textSha256: createHash('sha256').update(text).digest('hex'),
  });
  const again = await test.client.call('packets.receipt', { ...request, transferId: null });
  expect(again.files).toEqual(['PKT001-receipt-2.pdf', 'PKT001-receipt-2.txt']);
});
