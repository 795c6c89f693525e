import { createHash, createPublicKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { runTool } from './command-tools.ts';

const keyringSchema = z.object({ keys: z.array(z.object({ name: z.string(), publicKey: z.string() })) });

function keyHash({ name, publicKey }: z.infer<typeof keyringSchema>['keys'][number]): Buffer {
  const hashed = Buffer.concat([Buffer.from(`${name}\n\u0001`), Buffer.from(publicKey, 'base64')]);
  return createHash('sha256').update(hashed).digest().subarray(0, 4);
}

/**
 * Has OpenSSL verify every signature of a packet, with the keys of its keyring, as VERIFY.txt says it can be done by hand.
 * `place` takes the pieces. Answers with the names of who signed; throws at the first signature that does not fit.
 */
export function verifySignaturesByOpenssl(packet: string, place: string): string[] {
  const note = readFileSync(path.join(packet, 'bundle-signature.txt'), 'utf8');
  const [text = '', signatures = ''] = note.split('\n\n');
  const { keys } = keyringSchema.parse(JSON.parse(readFileSync(path.join(packet, 'custody/keyring.json'), 'utf8')));
  writeFileSync(path.join(place, 'text'), `${text}\n`);
  return signatures
    .trim()
    .split('\n')
    .map((line) => {
      const [, name = '', base64 = ''] = line.split(' ');
      const signed = Buffer.from(base64, 'base64');
      // Workstations of one matter share a name, so the first four bytes say whose key it is (C2SP signed note).
      const key = keys.find((one) => one.name === name && keyHash(one).equals(signed.subarray(0, 4)));
      const x = Buffer.from(key?.publicKey ?? '', 'base64').toString('base64url');
      const pem = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
      writeFileSync(path.join(place, 'key.pem'), pem.export({ type: 'spki', format: 'pem' }));
      writeFileSync(path.join(place, 'signature'), signed.subarray(4));
      const options = ['-verify', '-pubin', '-inkey', 'key.pem', '-rawin', '-in', 'text', '-sigfile', 'signature'];
      const said = runTool('openssl', ['pkeyutl', ...options], place);
      if (!said.includes('Signature Verified Successfully')) {
        throw new Error(`OpenSSL says of the signature by ${name}: ${said}`);
      }
      return name;
    });
}
