import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { withoutPapers } from '../../helpers/packet-matter.ts';
import type { CrashScenario } from './crash-scenario.ts';
import { sealScenario } from './seal-scenario.ts';

const outOf = (workFolder: string, round: number) => path.join(workFolder, `hand-over-${round}`);

/** Hands one sealed packet over in parts, encrypted every other round; each round into a folder of its own. */
export const handOverScenario: CrashScenario = {
  name: 'hand-over',

  async prepare(stage) {
    await sealScenario.prepare(stage);
    const { client, matter, workFolder } = stage;
    const { job } = await client.call('packets.seal', {
      annotationIds: 'all',
      includeNative: true,
      name: 'PKT001',
      options: withoutPapers,
    });
    assert.equal((await matter.jobs.wait(job.id)).state, 'done');
    await client.call('recipients.createIdentity', {
      out: { path: path.join(workFolder, 'court.txt') },
      passphrase: null,
      name: 'Court',
    });
  },

  arrange(workFolder, round) {
    mkdirSync(outOf(workFolder, round), { recursive: true });
  },

  async work({ client, matter, workFolder, round }, tell) {
    const [packet] = await client.call('packets.list', {});
    const [recipient] = await client.call('recipients.list', {});
    assert.ok(packet && recipient);
    const isEncrypted = round % 2 === 0;
    const { transfer, job } = await client.call('transfers.handOver', {
      packetId: packet.id,
      method: isEncrypted ? 'age-recipients' : 'zip',
      recipientIds: isEncrypted ? [recipient.id] : [],
      partBytes: 65_536,
      deliveredTo: 'Court',
      into: { path: outOf(workFolder, round) },
    });
    tell({ what: 'accepted', transferId: transfer.id });
    await matter.jobs.wait(job.id);
    const done = (await client.call('transfers.list', {})).find((each) => each.id === transfer.id);
    if (done?.state === 'handed-over') {
      tell({ what: 'handed-over', transferId: transfer.id });
    }
  },

  async check({ client, matter, workFolder }, told, round) {
    await matter.jobs.whenIdle();
    const transfers = await client.call('transfers.list', {});
    const log = await client.call('custody.list', {});
    for (const fact of told) {
      const transfer = transfers.find((each) => each.id === fact['transferId']);
      assert.ok(transfer, 'a hand-over that was accepted is in the list');
      assert.equal(transfer.state, 'handed-over', 'it went on by itself');
      const out = log.filter((line) => line.type === 'transfer.out' && line.data['transfer'] === transfer.id);
      assert.equal(out.length, 1, 'it is recorded once');
      const folder = outOf(workFolder, round);
      execFileSync('sha256sum', ['--quiet', '-c', 'PKT001.parts.txt'], { cwd: folder });
      const names = readdirSync(folder);
      assert.equal(names.length, transfer.files.length + 2, `nothing else is left behind: ${names.join(' ')}`);
      const parts = transfer.files.map(({ name }) => path.join(folder, name));
      const [first = ''] = parts;
      const into = path.join(workFolder, `opened-${round}-${told.indexOf(fact)}`);
      mkdirSync(into);
      const opened = await client.call('transfers.open', {
        file: { path: first },
        into: { path: into },
        identity: transfer.method === 'zip' ? null : { path: path.join(workFolder, 'court.txt') },
      });
      assert.ok(opened.verification.level <= 10, opened.verification.problems.join(' '));
    }
    assert.deepEqual(
      matter.database.prepare('SELECT count(*) AS count FROM transfer_key').get(),
      { count: 0 },
      'no key is kept',
    );
  },
};
