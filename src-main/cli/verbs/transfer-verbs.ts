import path from 'node:path';
import type { CallOutput } from '../../contract/api.ts';
import { AppError } from '../../domain/app-error.ts';
import type { Packet } from '../../domain/packet.ts';
import { spokenFingerprint } from '../../domain/recipient.ts';
import { acknowledgementWays, type HandOverMethod, mediumSizes, type Transfer } from '../../domain/transfer.ts';
import { type Arguments, requiredFlag, UsageError, wholeNumber, wordAt } from '../arguments.ts';
import { followJob } from '../follow-jobs.ts';
import { type CliSession, openMatterIn, readPassphrase } from '../session.ts';
import { findRecipient } from './recipient-verbs.ts';
import { lines, type Verb } from './verb.ts';

async function findPacket({ client }: CliSession, word: string): Promise<Packet> {
  const packets = await client.call('packets.list', {});
  const found = packets.find(({ name, id }) => name.toLowerCase() === word.toLowerCase() || id === word);
  if (found === undefined) {
    throw new UsageError(`This matter has no packet "${word}".`);
  }
  return found;
}

async function findTransfer({ client }: CliSession, word: string): Promise<Transfer> {
  const found = (await client.call('transfers.list', {})).filter(({ id }) => word.length >= 4 && id.startsWith(word));
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new UsageError(`"${word}" names ${found.length} hand-overs of this matter; it must name one.`);
  }
  return only;
}

function methodOf({ flags }: Arguments): HandOverMethod {
  const chosen: HandOverMethod[] = [
    ...(flags.recipient === undefined ? [] : (['age-recipients'] as const)),
    ...(flags.phrase === true ? (['age-phrase'] as const) : []),
    ...(flags.plain === true ? (['zip'] as const) : []),
    ...(flags.folder === true ? (['folder'] as const) : []),
  ];
  const [method] = chosen;
  if (method === undefined || chosen.length > 1) {
    throw new UsageError('Give exactly one of --recipient, --phrase, --plain and --folder.');
  }
  return method;
}

function partBytesOf(text: string | undefined): number | null {
  if (text === undefined) {
    return null;
  }
  const medium = mediumSizes.find(({ id }) => id === text);
  return medium === undefined ? wholeNumber(text, '--parts') : medium.byteCount;
}

function transferLines(transfer: Transfer): string[] {
  const { files } = transfer;
  const encrypted = transfer.recipients.map(
    ({ name, fingerprint, isEscrow, isConfirmed }) =>
      `  encrypted to ${name}${isEscrow ? ' (escrow)' : ''}, ${spokenFingerprint(fingerprint)}${isConfirmed ? '' : ', fingerprint not confirmed'}`,
  );
  return [
    `${transfer.id.slice(0, 8)}  ${transfer.state}  ${transfer.method}  for ${transfer.deliveredTo}`,
    ...encrypted,
    ...(transfer.isEscrowLeftOut ? ["  the office's escrow key was left out"] : []),
    ...(transfer.medium === '' && transfer.sealNumber === ''
      ? []
      : [`  medium ${transfer.medium || 'not said'}, seal ${transfer.sealNumber || 'none'}`]),
    `  ${files.length === 0 ? 'no files of its own' : `${files.length} files`}, ${transfer.byteCount ?? 0} bytes, in ${transfer.folder}`,
    ...transfer.acknowledgements.map(
      ({ receivedBy, receivedOn, how, note }) =>
        `  received by ${receivedBy} on ${receivedOn}, ${how}${note === '' ? '' : `: ${note}`}`,
    ),
  ];
}

export const handOverVerb: Verb = {
  words: ['hand-over'],
  async run(session, given) {
    const folder = wordAt(given, 0, "The matter's folder");
    const packetName = wordAt(given, 1, "The packet's name");
    const into = path.resolve(requiredFlag(given, 'into'));
    const deliveredTo = requiredFlag(given, 'for');
    const method = methodOf(given);
    const { client } = session;
    const book = await client.call('recipients.list', {});
    const recipientIds = (given.flags.recipient ?? []).map((word) => findRecipient(book, word).id);
    await openMatterIn(session, folder, given.flags);
    const packet = await findPacket(session, packetName);
    const { transfer, job, phrase } = await client.call('transfers.handOver', {
      packetId: packet.id,
      into: { path: into },
      method,
      recipientIds,
      isEscrowLeftOut: given.flags['without-escrow'] ?? false,
      partBytes: partBytesOf(given.flags.parts),
      deliveredTo,
      medium: given.flags.medium ?? '',
      sealNumber: given.flags.seal ?? '',
    });
    await followJob(client, job.id);
    const done = await findTransfer(session, transfer.id);
    return {
      value: { ...done, phrase },
      text: lines(
        ...transferLines(done),
        ...(phrase === null
          ? []
          : [
              `The phrase, shown only now and kept nowhere: ${phrase}`,
              'Give it to the recipient apart from the medium.',
            ]),
      ),
    };
  },
};

export const openVerb: Verb = {
  words: ['open'],
  async run({ client }, given) {
    const file = path.resolve(wordAt(given, 0, 'The file, or its first part,'));
    const into = path.resolve(requiredFlag(given, 'into'));
    const identity = given.flags.identity === undefined ? null : { path: path.resolve(given.flags.identity) };
    const ask = { file: { path: file }, into: { path: into }, identity };
    let opened: CallOutput<'transfers.open'>;
    try {
      opened = await client.call('transfers.open', {
        ...ask,
        phrase: given.flags.phrase === true ? await readPassphrase() : null,
      });
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.details['isIdentityProtected'] !== true) {
        throw thrown;
      }
      opened = await client.call('transfers.open', { ...ask, phrase: await readPassphrase() });
    }
    const { verification } = opened;
    return {
      value: opened,
      text: lines(
        `Opened ${opened.name} in ${opened.folder}`,
        `${verification.result}: ${verification.fileCount} files, ${verification.byteCount} bytes; signature ${verification.signature.status}, key ${verification.signature.key ?? 'none'}`,
        ...verification.problems.map((problem) => `Problem: ${problem}`),
        ...(opened.isRecorded ? [] : ['No matter is open, so no custody log records that it was opened.']),
      ),
      exitCode: verification.level,
    };
  },
};

export const receiptsVerb: Verb = {
  words: ['receipts'],
  async run(session, given) {
    await openMatterIn(session, wordAt(given, 0, "The matter's folder"), given.flags);
    const { client } = session;
    const packet = given.words[1] === undefined ? null : await findPacket(session, given.words[1]);
    if (given.flags.out !== undefined) {
      if (packet === null) {
        throw new UsageError('--out writes the receipt of one packet: name it.');
      }
      const transferId =
        given.flags.transfer === undefined ? null : (await findTransfer(session, given.flags.transfer)).id;
      const out = { path: path.resolve(given.flags.out) };
      const receipt = await client.call('packets.receipt', { packetId: packet.id, transferId, out });
      return { value: receipt, text: lines(...receipt.files.map((file) => path.join(receipt.folder, file))) };
    }
    const transfers = await client.call('transfers.list', { packetId: packet?.id ?? null });
    return {
      value: transfers,
      text: transfers.length === 0 ? lines('Nothing was handed over yet.') : lines(...transfers.flatMap(transferLines)),
    };
  },
};

export const acknowledgeVerb: Verb = {
  words: ['acknowledge'],
  async run(session, given) {
    const folder = wordAt(given, 0, "The matter's folder");
    const word = wordAt(given, 1, 'The hand-over');
    const how = acknowledgementWays.find((way) => way === given.flags.how);
    if (how === undefined) {
      throw new UsageError(`--how is one of ${acknowledgementWays.join(', ')}.`);
    }
    const receivedBy = requiredFlag(given, 'by');
    const receivedOn = requiredFlag(given, 'on');
    await openMatterIn(session, folder, given.flags);
    const { id } = await findTransfer(session, word);
    const note = given.flags.note ?? '';
    const transfer = await session.client.call('transfers.acknowledge', { id, receivedBy, receivedOn, how, note });
    return { value: transfer, text: lines(...transferLines(transfer)) };
  },
};
