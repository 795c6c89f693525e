#!/usr/bin/env node
// @ts-check
/**
 * Verifies a packet sealed by Frame of Record. One file, no dependencies, Node 20 or newer:
 *
 *     node verify.mjs [PATH] [--json] [--key FINGERPRINT]
 *
 * What it checks, what it cannot, and what the exit codes mean stands in VERIFY.txt beside it. Copyright the Frame of
 * Record founders; licensed under Apache-2.0, so that whoever receives a packet may keep, read and change this file.
 */
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { constants, createReadStream, realpathSync } from 'node:fs';
import { lstat, open, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const toolVersion = 'frame-of-record-verify 1.1.1';

/** Results and their exit codes; when several things are wrong, the first of these names the result. */
export const faults = Object.freeze({
  'io-error': 50,
  malformed: 40,
  'unsafe-path': 23,
  incomplete: 20,
  'hash-mismatch': 21,
  'unexpected-file': 22,
  'bad-signature': 30,
  'custody-proof-fails': 31,
});
export const passes = Object.freeze({ pass: 0, 'pass-hash-only': 10 });

/** @typedef {keyof typeof faults} Fault */
/** @typedef {{ sha256: string, sha512: string, byteCount: number }} Digests */
/** @typedef {{ fingerprint: string, name: string, raw: Buffer, key: import('node:crypto').KeyObject }} Key */
/** @typedef {Buffer | null | undefined} Bytes content of a small file; null when it was too large to keep */
/** @typedef {{ keys?: readonly string[], signal?: AbortSignal | undefined, onBytes?: ((byteCount: number) => void) | undefined }} Options */

const [blockBytes, smallFileBytes, longestPath, longestEntry] = [2 ** 20, 64 * 2 ** 20, 150, 512 * 1024];
const [manifest256, manifest512] = ['manifest-sha256.txt', 'manifest-sha512.txt'];
const [tagManifest256, tagManifest512] = [`tag${manifest256}`, `tag${manifest512}`];
const signatureFile = 'bundle-signature.txt';
const [checkpointFile, entriesFile] = ['custody/checkpoint.txt', 'custody/entries.jsonl'];
const [keyringFile, proofsFile] = ['custody/keyring.json', 'custody/proofs.json'];
const custodyFiles = [checkpointFile, entriesFile, keyringFile, proofsFile];
const rootTagFiles = ['bagit.txt', 'bag-info.txt', manifest256, manifest512];
const unlistedFiles = [tagManifest256, tagManifest512, signatureFile];
const requiredFiles = [...rootTagFiles, ...unlistedFiles, ...custodyFiles];

/** A reason why something read from the packet cannot be used. */
class Unusable extends Error {}

/** @param {readonly (string | Uint8Array)[]} parts */
function sha256(...parts) {
  return parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
}

/** @type {(condition: unknown, reason: string) => asserts condition} */
function ensure(condition, reason) {
  if (!condition) throw new Unusable(reason);
}

/** Text without characters that could steer a terminal or turn the order of others round. @param {string} text */
export function printable(text) {
  const spell = (/** @type {string} */ character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, spell);
}

/** Whether every part of a path can be a file's name on every system. @param {string} relative */
export function isSafePath(relative) {
  const isReserved = (/** @type {string} */ name) => /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i.test(name);
  const isSafe = (/** @type {string} */ name) =>
    /^(?!.*\.\.)[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9_-])?$/.test(name);
  const names = relative.split('/');
  return relative.length <= longestPath && names.every((name) => isSafe(name) && !isReserved(name));
}

/** What no name in a packet may be. @param {string} relative @param {import('node:fs').Stats} stats @param {string | undefined} twin */
function oddity(relative, stats, twin) {
  if (stats.isSymbolicLink()) return 'is a link. A packet holds no links, and this one was not followed.';
  if (!stats.isFile() && !stats.isDirectory()) return 'is neither a file nor a folder.';
  if (/(^|\/)fetch\.txt$/i.test(relative)) return 'asks for files from elsewhere. A packet is whole in itself.';
  if (twin !== undefined) return `differs from ${twin} in letter case or Unicode form only.`;
  return isSafePath(relative) ? null : 'has a name that a packet may not hold.';
}

/** Why the system did not give a file or folder. @param {unknown} thrown */
function refusal(thrown) {
  const { code, message } = Object(thrown);
  if (code === 'ENOENT') return 'it is not there';
  if (code === 'ENOTDIR') return 'it is a file, not a folder';
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it';
  if (['EIO', 'ENODEV', 'ENXIO', 'ESTALE'].includes(code)) return 'its drive failed, or was taken away';
  return `the system says ${code ?? message}`;
}

/** Reads a file once, in blocks, the next one while hashing this one. @param {string} file @param {Options & { keep: boolean }} options */
async function digestFile(file, { signal, onBytes, keep }) {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const hashes = [createHash('sha256'), createHash('sha512')];
    const kept = /** @type {Buffer[]} */ ([]);
    let byteCount = 0;
    let [current, other] = [Buffer.allocUnsafeSlow(blockBytes), Buffer.allocUnsafeSlow(blockBytes)];
    let reading = handle.read(current, 0, blockBytes, 0);
    for (let { bytesRead } = await reading; bytesRead > 0; { bytesRead } = await reading) {
      signal?.throwIfAborted();
      byteCount += bytesRead;
      reading = handle.read(other, 0, blockBytes, byteCount);
      const block = current.subarray(0, bytesRead);
      for (const hash of hashes) hash.update(block);
      if (keep && byteCount <= smallFileBytes) kept.push(Buffer.from(block));
      [current, other] = [other, current];
      onBytes?.(bytesRead);
    }
    const bytes = keep && byteCount <= smallFileBytes ? Buffer.concat(kept) : null;
    const [sha256 = '', sha512 = ''] = hashes.map((hash) => hash.digest('hex'));
    return { sha256, sha512, byteCount, bytes };
  } finally {
    await handle.close();
  }
}

/** UTF-8 text of whole lines, without a byte order mark. @param {Bytes} bytes */
function textOf(bytes) {
  ensure(bytes, 'it is too large to be what it should be');
  const text = bytes.toString('utf8');
  ensure(Buffer.from(text, 'utf8').equals(bytes), 'it is not UTF-8 text');
  ensure(!text.startsWith('\uFEFF'), 'it begins with a byte order mark');
  ensure(text.endsWith('\n') && !/[\r\0]/.test(text), 'its lines do not end as they should');
  return text;
}

/** Reads a manifest: digest, two spaces, path, line feed, nothing twice. @param {Bytes} bytes @param {number} digits
 *  @param {(file: string) => boolean} belongs */
function parseManifest(bytes, digits, belongs) {
  const listed = /** @type {Map<string, string>} */ (new Map());
  for (const line of textOf(bytes).slice(0, -1).split('\n')) {
    const [digest, gap, file] = [line.slice(0, digits), line.slice(digits, digits + 2), line.slice(digits + 2)];
    ensure(/^[0-9a-f]+$/.test(digest) && gap === '  ', `"${line.slice(0, 200)}" is no digest, two spaces and path`);
    ensure(isSafePath(file) && belongs(file), `it lists "${file.slice(0, 200)}", which it may not`);
    ensure(!listed.has(file), `it lists ${file} twice`);
    listed.set(file, digest);
  }
  return listed;
}

/** @param {string} text @returns {any} */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unusable('it is not JSON');
  }
}

/** RFC 8785 for values that JSON.parse gave, floats refused. @param {unknown} value @param {number} [depth] @returns {string} */
export function canonical(value, depth = 0) {
  ensure(depth <= 16, 'it is nested too deeply');
  ensure(typeof value !== 'number' || Number.isSafeInteger(value), 'it holds a number that is no integer');
  ensure(typeof value !== 'string' || value.isWellFormed(), 'it holds text that is not well formed');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((part) => canonical(part, depth + 1)).join(',')}]`;
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([key, part]) => `${canonical(key)}:${canonical(part, depth + 1)}`).join(',')}}`;
}

/** As printed and compared: 8 groups of 4 digits. @param {Buffer} raw */
export function fingerprintOf(raw) {
  return (sha256(raw).toString('hex').slice(0, 32).match(/.{4}/g) ?? []).join('-');
}

const plainFingerprint = (/** @type {string} */ text) => text.toLowerCase().replaceAll(/[^0-9a-z]/g, '');

/** @param {unknown} text @param {number} byteCount */
function base64Bytes(text, byteCount) {
  const bytes = Buffer.from(typeof text === 'string' ? text : '', 'base64');
  const isExact = bytes.length === byteCount && bytes.toString('base64') === text;
  ensure(isExact, `it holds a value that is not ${byteCount} bytes in base64`);
  return bytes;
}

/** @param {Bytes} bytes @returns {Key[]} */
function parseKeyring(bytes) {
  const ring = parseJson(textOf(bytes));
  ensure(ring?.format === 'frame-of-record/keyring/v1' && Array.isArray(ring.keys), 'it is no keyring of this format');
  return ring.keys.map((/** @type {any} */ item) => {
    const raw = base64Bytes(item?.publicKey, 32);
    const { fingerprint, name } = item;
    ensure(fingerprint === fingerprintOf(raw) && typeof name === 'string', 'a fingerprint in it is not its key’s');
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') };
    return { fingerprint, name, raw, key: createPublicKey({ key: jwk, format: 'jwk' }) };
  });
}

/** Checks a C2SP signed note: its text and the keys that signed it, in the order of `keys`. Stricter than C2SP: a line that
 *  no key of the keyring made is refused. @param {Bytes} bytes @param {readonly Key[]} keys */
function readNote(bytes, keys) {
  const note = textOf(bytes);
  const split = note.lastIndexOf('\n\n');
  ensure(split >= 0 && !/\p{Cc}/u.test(note.replaceAll('\n', '')), 'it is not a signed note');
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  const found = lines.map((line) => {
    const [, name, encoded] = /^— (\S+) ([A-Za-z0-9+/]{91}=)$/u.exec(line) ?? [];
    ensure(name, 'its signature line is not one');
    const blob = base64Bytes(encoded, 68);
    const idOf = (/** @type {Key} */ { raw }) => sha256(`${name}\n\x01`, raw).subarray(0, 4);
    const key = keys.find((candidate) => candidate.name === name && blob.subarray(0, 4).equals(idOf(candidate)));
    const isGood = key && verifySignature(null, Buffer.from(text, 'utf8'), key.key, blob.subarray(4));
    ensure(isGood, 'no key of the keyring made its signature over this text');
    return key;
  });
  const signers = keys.filter((key) => found.includes(key));
  ensure(signers[0] && signers.length === lines.length, 'one key signed it twice');
  return { text, signers, key: signers[0] };
}

const statementPattern =
  /^bundle\/v1\n(?<id>[^\n]+)\n(?<profile>[a-z-]+)\nsha256 (?<sha256>[0-9a-f]{64})\npayload-oxum (?<oxum>\d+\.\d+)\ncheckpoint-size (?<size>\d{1,15})\ncheckpoint-root (?<root>[A-Za-z0-9+/]{43}=)\ncreated (?<created>[^\n]+)\n$/u;

/** The signed statement over the packet. @param {string} text */
function parseStatement(text) {
  const groups = statementPattern.exec(text)?.groups;
  ensure(groups, 'its lines are not those of a packet statement of this version');
  return /** @type {Record<'id' | 'profile' | 'sha256' | 'oxum' | 'size' | 'root' | 'created', string>} */ (groups);
}

/** The root that a leaf and its audit path (RFC 6962, from the leaf upwards) lead to; null when the path does not fit.
 *  @param {Buffer} leaf @param {number} index @param {number} size @param {readonly Buffer[]} proof @returns {Buffer | null} */
function rootFromProof(leaf, index, size, proof) {
  const sibling = proof.at(-1);
  if (size === 1 || sibling === undefined) return size === 1 && sibling === undefined ? leaf : null;
  const split = 2 ** Math.floor(Math.log2(size - 1));
  const isLeft = index < split;
  const below = rootFromProof(leaf, isLeft ? index : index - split, isLeft ? split : size - split, proof.slice(0, -1));
  return below === null ? null : isLeft ? sha256('\x01', below, sibling) : sha256('\x01', sibling, below);
}

/** The root over all leaves. @param {readonly Buffer[]} leaves @returns {Buffer} */
function treeRoot(leaves) {
  if (leaves.length < 2) return leaves[0] ?? sha256();
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha256('\x01', treeRoot(leaves.slice(0, split)), treeRoot(leaves.slice(split)));
}

/** Leaves that are proven to stand in the log. @param {Bytes} bytes @param {number} size @param {string} root */
function parseProofs(bytes, size, root) {
  const file = parseJson(textOf(bytes));
  ensure(file?.format === 'frame-of-record/custody-proofs/v1' && Array.isArray(file.proofs), 'proofs.json is none');
  ensure(file.size === size && file.root === root, 'proofs.json speaks of another checkpoint than the statement');
  const leaves = /** @type {Map<number, { leaf: string, isDisclosed: boolean }>} */ (new Map());
  for (const { seq, leaf, path: siblings, disclosed } of file.proofs) {
    const hashes = [leaf, ...(Array.isArray(siblings) ? siblings : [''])];
    const isProof = Number.isSafeInteger(seq) && seq >= 0 && seq < size && !leaves.has(seq);
    ensure(isProof && hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash)), 'proofs.json holds a proof that is not one');
    const [first, ...rest] = hashes.map((hash) => Buffer.from(hash, 'hex'));
    const reached = first && rootFromProof(first, seq, size, rest);
    ensure(reached?.toString('base64') === root, `the proof of entry ${seq} does not lead to the signed checkpoint`);
    leaves.set(seq, { leaf, isDisclosed: disclosed === true });
  }
  return { leaves, isWholeLog: file.wholeLog === true };
}

/** @param {string} line @param {ReadonlyMap<string, Key>} keys @param {string} origin */
function readEntry(line, keys, origin) {
  ensure(line.length <= longestEntry, 'a line of entries.jsonl is too long');
  const entry = parseJson(line);
  ensure(canonical(entry) === line, `an entry of entries.jsonl is not in canonical form: ${line.slice(0, 80)}`);
  const { seq, hash, sig, body } = entry;
  const text = canonical(body);
  const actual = sha256('custody/v1\n', text).toString('hex');
  ensure(body?.seq === seq && actual === hash, `custody entry ${seq} does not have the hash it states`);
  const key = keys.get(body.dev?.id);
  const isSigned = key && verifySignature(null, Buffer.from(hash, 'hex'), key.key, base64Bytes(sig, 64));
  ensure(isSigned, `custody entry ${seq} is not signed by a key of the keyring`);
  ensure(`frame-of-record/${String(body.log).replace(':', '/')}` === origin, `custody entry ${seq} is of another log`);
  return { seq: Number(seq), hash: String(hash), prev: String(body.prev), leaf: sha256('\0', text) };
}

/** @typedef {ReturnType<typeof parseStatement>} Statement */
/** @param {PacketCheck} check @param {readonly Key[]} keys @param {Statement} statement */
async function checkCustody({ root, kept, options, custody }, keys, statement) {
  const [origin = '', size, rootText, ...more] = readNote(kept.get(checkpointFile), keys).text.split('\n');
  const isNamed = size === statement.size && rootText === statement.root && more.join('') === '';
  ensure(isNamed, 'checkpoint.txt is not the checkpoint that the signed statement names');
  const { leaves, isWholeLog } = parseProofs(kept.get(proofsFile), Number(size), statement.root);
  const keyring = new Map(keys.map((key) => [key.fingerprint, key]));
  const disclosed = /** @type {Buffer[]} */ ([]);
  let last = { seq: -1, hash: '' };
  for await (const line of createInterface({ input: createReadStream(path.join(root, entriesFile)) })) {
    options.signal?.throwIfAborted();
    const entry = readEntry(line, keyring, origin);
    const follows = entry.seq > last.seq && (entry.seq !== last.seq + 1 || last.seq < 0 || entry.prev === last.hash);
    ensure(follows, `custody entry ${entry.seq} does not follow entry ${last.seq}`);
    const proof = leaves.get(entry.seq);
    const isProven = isWholeLog || (proof?.isDisclosed && proof.leaf === entry.leaf.toString('hex'));
    ensure(isProven, `custody entry ${entry.seq} has no proof that it stands in the log`);
    disclosed.push(entry.leaf);
    last = entry;
  }
  const isWhole = disclosed.length === Number(size) && treeRoot(disclosed).toString('base64') === statement.root;
  ensure(!isWholeLog || isWhole, 'entries.jsonl is not the whole log that the signed checkpoint speaks of');
  const named = [...leaves.values()].filter((leaf) => leaf.isDisclosed).length;
  ensure(isWholeLog || named === disclosed.length, 'entries.jsonl lacks an entry that proofs.json names');
  Object.assign(custody, { status: 'good', entryCount: disclosed.length, checkpointSize: Number(size) });
}

/** @param {Bytes} bytes */
function parseBagInfo(bytes) {
  const fields = new Map();
  let label = '';
  for (const line of textOf(bytes).slice(0, -1).split('\n')) {
    const [, found, value] = /^([A-Za-z0-9-]+): (\S.*)$/u.exec(line) ?? [];
    ensure(found === undefined ? /^\s+\S/u.test(line) && label !== '' : !fields.has(found), `"${line}" is not a field`);
    label = found ?? label;
    fields.set(label, found === undefined ? `${fields.get(label)} ${line.trim()}` : value);
  }
  return fields;
}

/** One packet, read once, and what was found in it. */
class PacketCheck {
  digests = /** @type {Map<string, Digests>} */ (new Map());
  kept = /** @type {Map<string, Bytes>} */ (new Map());
  present = /** @type {Set<string>} */ (new Set());
  files = /** @type {{ path: string, expected: string | null, actual: string | null, status: string }[]} */ ([]);
  problems = /** @type {string[]} */ ([]);
  faults = /** @type {Set<string>} */ (new Set());
  byteCount = 0;
  signature = {
    key: /** @type {string | null} */ (null),
    status: 'not-checked',
    signers: /** @type {Pick<Key, 'fingerprint' | 'name'>[]} */ ([]),
  };
  custody = { status: 'not-checked', entryCount: 0, checkpointSize: /** @type {number | null} */ (null) };

  /** @param {string} root @param {Options} options */
  constructor(root, options) {
    this.root = root;
    this.options = options;
    this.pinned = (options.keys ?? []).map(plainFingerprint);
  }

  /** @param {Fault} fault @param {string} sentence */
  problem(fault, sentence) {
    this.faults.add(fault);
    this.problems.push(printable(sentence));
  }

  /** @type {(fault: Fault, file: string, reason: string, expected?: string | null, actual?: string | null) => void} */
  bad(fault, file, reason, expected = null, actual = null) {
    this.files.push({ path: printable(file), expected, actual, status: fault });
    this.problem(fault, `${file}: ${reason}`);
  }

  report() {
    const { files, byteCount, signature, custody, problems } = this;
    const [fault, code] = Object.entries(faults).find(([name]) => this.faults.has(name)) ?? [];
    const pass = signature.status === 'good' ? 'pass' : 'pass-hash-only';
    const result = { result: fault ?? pass, level: code ?? passes[pass] };
    return { ...result, files, fileCount: this.digests.size, byteCount, signature, custody, problems, toolVersion };
  }

  /** Lists the files of a folder without following anything. @param {string} folder @param {Map<string, string>} folded */
  async walk(folder, folded) {
    const names = await readdir(path.join(this.root, folder));
    if (names.length === 0) this.bad('unexpected-file', folder, 'is an empty folder. A packet holds none.');
    for (const name of names.sort()) {
      const relative = folder === '' ? name : `${folder}/${name}`;
      const stats = await lstat(path.join(this.root, relative));
      const form = relative.normalize('NFC').toLowerCase();
      const reason = oddity(relative, stats, folded.get(form));
      folded.set(form, relative);
      if (reason !== null) this.bad('unsafe-path', relative, reason);
      else if (stats.isFile()) this.present.add(relative);
      else await this.walk(relative, folded);
    }
  }

  async run() {
    await this.walk('', new Map());
    if (!this.present.has('bagit.txt') && !this.present.has(signatureFile)) {
      this.problem('malformed', 'This folder is not a packet: it has no bagit.txt and no bundle-signature.txt.');
      return;
    }
    for (const file of requiredFiles.filter((candidate) => !this.present.has(candidate))) {
      this.bad('incomplete', file, 'is missing. Every packet has it.');
    }
    await this.readFiles();
    const keys = this.attempt(this.isKeyringChanged() ? null : 'malformed', keyringFile, parseKeyring);
    const statement = keys === null ? null : this.checkSignature(keys);
    const tags = this.checkTagFiles(statement);
    if (tags !== null) {
      const intact = this.checkListed(tags.listed, tags.algorithm);
      this.checkOtherTagManifest(tags, intact);
      this.checkPayload(tags.listed, intact);
      this.checkDescriptions(intact, statement);
      const isReadable = keys !== null && statement !== null && custodyFiles.every((file) => intact.has(file));
      if (isReadable) await checkCustody(this, keys, statement).catch((thrown) => this.custodyFails(thrown));
    }
    // Nothing passes by having been left unchecked.
    if (this.faults.size === 0 && this.custody.status !== 'good') this.custodyFails(new Unusable('not checked'));
  }

  /** @param {unknown} thrown */
  custodyFails(thrown) {
    if (!(thrown instanceof Unusable)) throw thrown;
    this.custody.status = 'bad';
    this.problem('custody-proof-fails', `custody: ${thrown.message}.`);
  }

  async readFiles() {
    for (const file of this.present) {
      try {
        const keep = !/^(data|verify)\//.test(file) && file !== entriesFile;
        const { bytes, ...digests } = await digestFile(path.join(this.root, file), { ...this.options, keep });
        this.digests.set(file, digests);
        this.byteCount += digests.byteCount;
        if (keep) this.kept.set(file, bytes);
      } catch (thrown) {
        this.options.signal?.throwIfAborted();
        this.bad('io-error', file, `cannot be read: ${refusal(thrown)}.`);
      }
    }
  }

  /** Runs a step whose refusal is a fault of one file (null: told elsewhere). @template T @param {Fault | null} fault
   *  @param {string} file @param {(bytes: Bytes) => T} step @returns {T | null} */
  attempt(fault, file, step) {
    try {
      return this.kept.has(file) ? step(this.kept.get(file)) : null;
    } catch (thrown) {
      if (!(thrown instanceof Unusable)) throw thrown;
      if (fault !== null) this.bad(fault, file, `${thrown.message}.`);
      return null;
    }
  }

  /** Whether the keyring is not the listed one, which is told with the other files. */
  isKeyringChanged() {
    const listed = this.kept.get(tagManifest256)?.toString('latin1').split('\n') ?? [];
    const stated = listed.find((line) => line.endsWith(`  ${keyringFile}`));
    return stated !== undefined && !stated.startsWith(`${this.digests.get(keyringFile)?.sha256} `);
  }

  /** @param {readonly Key[]} keys @returns {Statement | null} */
  checkSignature(keys) {
    const isPinned = (/** @type {string} */ fingerprint) => this.pinned.includes(plainFingerprint(fingerprint));
    const pinnedFirst = [...keys].sort((left, right) => +isPinned(right.fingerprint) - +isPinned(left.fingerprint));
    const signed = this.attempt(this.isKeyringChanged() ? null : 'bad-signature', signatureFile, (bytes) => {
      const { text, key, signers } = readNote(bytes, pinnedFirst);
      const named = signers.map(({ fingerprint, name }) => ({ fingerprint, name: printable(name) }));
      return { statement: parseStatement(text), key: key.fingerprint, signers: named };
    });
    if (signed === null) {
      this.signature.status = this.faults.has('bad-signature') ? 'bad' : 'not-checked';
      return null;
    }
    const status = isPinned(signed.key) ? 'good' : this.pinned.length > 0 ? 'foreign-key' : 'unknown-key';
    this.signature = { key: signed.key, status, signers: signed.signers };
    if (status === 'foreign-key')
      this.bad('bad-signature', signatureFile, `is signed by ${signed.key}, not by the key it should be.`);
    return signed.statement;
  }

  /** The list of tag files to go by: the signed one; when that was changed, its SHA-512 sister, which names what is whole.
   *  @param {Statement | null} statement */
  checkTagFiles(statement) {
    const belongs = (/** @type {string} */ file) => rootTagFiles.includes(file) || /^(custody|verify)\//.test(file);
    const actual = this.digests.get(tagManifest256)?.sha256;
    const isChanged = statement !== null && actual !== undefined && statement.sha256 !== actual;
    if (isChanged)
      this.bad('hash-mismatch', tagManifest256, 'is not the one that was signed.', statement.sha256, actual);
    const read = (/** @type {string} */ file, /** @type {number} */ digits) =>
      this.attempt('malformed', file, (bytes) => parseManifest(bytes, digits, belongs));
    const signed = isChanged ? null : read(tagManifest256, 64);
    const listed = signed ?? read(tagManifest512, 128);
    const algorithm = /** @type {'sha256' | 'sha512'} */ (signed === null ? 'sha512' : 'sha256');
    return listed === null ? null : { listed, algorithm };
  }

  /** The listed files that are there and as listed. @param {ReadonlyMap<string, string>} listed @param {'sha256' | 'sha512'} algorithm */
  checkListed(listed, algorithm) {
    const intact = /** @type {Set<string>} */ (new Set());
    for (const [file, expected] of listed) {
      const actual = this.digests.get(file)?.[algorithm];
      if (actual === expected) {
        intact.add(file);
        this.files.push({ path: file, expected, actual, status: 'ok' });
      } else if (actual !== undefined) {
        this.bad('hash-mismatch', file, 'does not have the listed digest; it was changed.', expected, actual);
      } else if (!this.present.has(file) && !requiredFiles.includes(file)) {
        this.bad('incomplete', file, 'is missing.', expected);
      }
    }
    return intact;
  }

  /** Nothing signs the SHA-512 tag manifest, so it must say what the signed one says.
   *  @param {{ listed: ReadonlyMap<string, string>, algorithm: string }} tags @param {ReadonlySet<string>} intact */
  checkOtherTagManifest(tags, intact) {
    const lines = this.kept.get(tagManifest512)?.toString('latin1').split('\n');
    if (tags.algorithm !== 'sha256' || lines === undefined) return;
    const isSame = [...intact].every((file) => lines.includes(`${this.digests.get(file)?.sha512}  ${file}`));
    if (!isSame || lines.length !== tags.listed.size + 1 || lines.at(-1) !== '')
      this.bad('hash-mismatch', tagManifest512, 'does not list the SHA-512 of the same files; it was changed.');
  }

  /** @param {ReadonlyMap<string, string>} tags @param {ReadonlySet<string>} intact */
  checkPayload(tags, intact) {
    const belongs = (/** @type {string} */ file) => file.startsWith('data/');
    const read = (/** @type {string} */ manifest, /** @type {number} */ digits) =>
      intact.has(manifest)
        ? this.attempt('malformed', manifest, (bytes) => parseManifest(bytes, digits, belongs))
        : null;
    const [by256, by512] = [read(manifest256, 64), read(manifest512, 128)];
    const listed = by256 ?? by512;
    const whole = listed === null ? new Set() : this.checkListed(listed, by256 === null ? 'sha512' : 'sha256');
    if (by256 !== null && by512 !== null) {
      const isSame = by256.size === by512.size && [...by256.keys()].every((file) => by512.has(file));
      const wrong = [...by512].find(([file, digest]) => whole.has(file) && this.digests.get(file)?.sha512 !== digest);
      if (!isSame) this.bad('malformed', manifest512, `does not list the same files as ${manifest256}.`);
      else if (wrong !== undefined) this.bad('hash-mismatch', manifest512, `has a wrong SHA-512 for ${wrong[0]}.`);
    }
    for (const file of this.present) {
      const isKnown = unlistedFiles.includes(file) || tags.has(file) || (belongs(file) && (listed?.has(file) ?? true));
      if (!isKnown)
        this.bad('unexpected-file', file, 'is not listed by the packet.', null, this.digests.get(file)?.sha256);
    }
  }

  /** @param {ReadonlySet<string>} intact @param {Statement | null} statement */
  checkDescriptions(intact, statement) {
    const declaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
    if (intact.has('bagit.txt') && this.kept.get('bagit.txt')?.toString('latin1') !== declaration)
      this.bad('malformed', 'bagit.txt', 'does not declare BagIt 1.0 in UTF-8.');
    const info = intact.has('bag-info.txt') ? this.attempt('malformed', 'bag-info.txt', parseBagInfo) : null;
    if (info === null || statement === null || this.faults.size > 0) return;
    const sizes = [...this.digests].filter(([file]) => file.startsWith('data/')).map(([, { byteCount }]) => byteCount);
    const oxum = `${sizes.reduce((sum, size) => sum + size, 0)}.${sizes.length}`;
    if (info.get('Payload-Oxum') !== oxum || statement.oxum !== oxum)
      this.bad('malformed', 'bag-info.txt', `the payload is ${oxum}, which it or the signed statement denies.`);
    if (info.get('External-Identifier') !== statement.id || info.get('Bundle-Profile') !== statement.profile)
      this.bad('malformed', 'bag-info.txt', 'describes another packet than the signed statement.');
  }
}

/**
 * Verifies the packet in `folder`. Nothing in it is run, followed or changed. `keys`: fingerprints known from elsewhere;
 * when any is given, a packet signed by another key fails.
 * @param {string} folder @param {Options} [options]
 */
export async function verifyPacket(folder, options = {}) {
  const check = new PacketCheck(await realpath(folder).catch(() => folder), options);
  try {
    await check.run();
  } catch (thrown) {
    options.signal?.throwIfAborted();
    const place = path.relative(check.root, Object(thrown).path ?? check.root);
    check.problem('io-error', `The packet could not be read${place && ` at ${place}`}: ${refusal(thrown)}.`);
  }
  return check.report();
}

/** @param {Awaited<ReturnType<typeof verifyPacket>>} report */
function describe({ result, level, problems, fileCount, byteCount, signature, custody }) {
  const passed = `PASS: every file is the one that was signed ${result === 'pass' ? 'by the key you named' : 'below'}`;
  return [
    level <= passes['pass-hash-only'] ? passed : `FAIL: ${result}`,
    ...problems.map((problem) => `  ${problem}`),
    `Files: ${fileCount}, ${byteCount} bytes`,
    `Signature: ${signature.status}, ${signature.signers.map((by) => `${by.fingerprint} (${by.name})`).join(' and ')}`,
    `Custody: ${custody.status}, ${custody.entryCount} entries of a log of ${custody.checkpointSize ?? 'unknown size'}`,
    `Exit code: ${level}. What it means stands in VERIFY.txt; compare keys with one you got another way.`,
  ].join('\n');
}

/** @param {string[]} args */
async function main(args) {
  const words = args.filter((word, at) => !word.startsWith('--') && args[at - 1] !== '--key');
  const keys = args.filter((_word, at) => args[at - 1] === '--key');
  const isUsable = args.every((word) => !word.startsWith('--') || word === '--json' || word === '--key');
  if (!isUsable || words.length > 1 || keys.length !== args.filter((word) => word === '--key').length) {
    process.stderr.write('Use: node verify.mjs [PATH] [--json] [--key FINGERPRINT]\n');
    process.exitCode = faults.malformed;
    return;
  }
  const here = path.dirname(fileURLToPath(import.meta.url));
  const folder = words[0] ?? (path.basename(here) === 'verify' ? path.dirname(here) : '.');
  const report = await verifyPacket(folder, { keys });
  process.stdout.write(`${args.includes('--json') ? JSON.stringify(report, null, 1) : describe(report)}\n`);
  process.exitCode = report.level;
}

// Run as a program only when started under this file's own name: the same code is part of the application.
const started = process.argv[1] ?? '';
if (path.basename(started) === 'verify.mjs' && realpathSync(started) === fileURLToPath(import.meta.url))
  main(process.argv.slice(2));
