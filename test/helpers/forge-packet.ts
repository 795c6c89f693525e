import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What somebody with a key and time can do to a packet: write all its lists anew and sign them. Shares no code with the
 * program, so that it also says what the format is.
 */
export type ForgerKey = {
  readonly keyName: string;
  readonly publicKey: Buffer;
  sign(bytes: Buffer): Buffer;
};

/** A key that no matter knows, under the name that the packet's own key has. */
export function foreignKey(keyName: string): ForgerKey {
  const pair = generateKeyPairSync('ed25519');
  const { x = '' } = pair.publicKey.export({ format: 'jwk' });
  return { keyName, publicKey: Buffer.from(x, 'base64url'), sign: (bytes) => sign(null, bytes, pair.privateKey) };
}

export function fingerprint(publicKey: Buffer): string {
  const digits = createHash('sha256').update(publicKey).digest('hex').slice(0, 32);
  return (digits.match(/.{4}/g) ?? []).join('-');
}

export function keyringOf(keys: readonly ForgerKey[]): string {
  const listed = keys.map((key) => ({
    fingerprint: fingerprint(key.publicKey),
    name: key.keyName,
    publicKey: key.publicKey.toString('base64'),
  }));
  return `${JSON.stringify({ format: 'frame-of-record/keyring/v1', keys: listed })}\n`;
}

export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

function digestLines(folder: string, files: readonly string[], algorithm: string): string {
  return files
    .map((file) => {
      const digest = createHash(algorithm)
        .update(readFileSync(path.join(folder, file)))
        .digest('hex');
      return `${digest}  ${file}\n`;
    })
    .join('');
}

const unlisted = ['tagmanifest-sha256.txt', 'tagmanifest-sha512.txt', 'bundle-signature.txt'];

/** Writes both payload manifests for the files that are there now. */
export function rewriteManifests(folder: string): void {
  const data = filesIn(folder).filter((file) => file.startsWith('data/'));
  for (const algorithm of ['sha256', 'sha512']) {
    writeFileSync(path.join(folder, `manifest-${algorithm}.txt`), digestLines(folder, data, algorithm));
  }
}

/** Writes both tag manifests for the files that are there now. */
export function rewriteTagManifests(folder: string): void {
  const tags = filesIn(folder).filter((file) => !file.startsWith('data/') && !unlisted.includes(file));
  for (const algorithm of ['sha256', 'sha512']) {
    writeFileSync(path.join(folder, `tagmanifest-${algorithm}.txt`), digestLines(folder, tags, algorithm));
  }
}

/** The note over a text, as the format has it. */
export function noteOf(text: string, key: ForgerKey): string {
  const named = Buffer.concat([Buffer.from(`${key.keyName}\n\u0001`), key.publicKey]);
  const keyId = createHash('sha256').update(named).digest().subarray(0, 4);
  const line = Buffer.concat([keyId, key.sign(Buffer.from(text))]).toString('base64');
  return `${text}\n— ${key.keyName} ${line}\n`;
}

/** Signs the packet as it stands now; `change` may alter the other lines of the statement. */
export function signPacket(folder: string, key: ForgerKey, change: (text: string) => string = (text) => text): void {
  const file = path.join(folder, 'bundle-signature.txt');
  const [old = ''] = readFileSync(file, 'utf8').split('\n\n');
  const digest = createHash('sha256')
    .update(readFileSync(path.join(folder, 'tagmanifest-sha256.txt')))
    .digest('hex');
  const text = `${old.replace(/^sha256 .*$/m, `sha256 ${digest}`)}\n`;
  writeFileSync(file, noteOf(change(text), key));
}

/** All lists anew, then the signature. */
export function resealPacket(folder: string, key: ForgerKey, change?: (text: string) => string): void {
  rewriteManifests(folder);
  rewriteTagManifests(folder);
  signPacket(folder, key, change);
}
