import { it, expect } from 'vitest';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { footageFolder } from '../../../helpers/footage-folder.ts';
import { openPacketMatter } from '../../../helpers/packet-matter.ts';
it('tries', async () => {
  const f = footageFolder()!;
  const m = await openPacketMatter(['04-hikers-faces.mp4', '11-selfie-rotation-90.mp4'].map((n) => path.join(f, n)));
  await m.annotate('hikers-faces.mp4', [30, 75], { allegation: { text: 'SECRET allegation', allegedBy: 'Mx Who' } });
  await m.annotate('hikers-faces.mp4', [60, 90], { code: 'CTX.1', observation: 'A shout <b>is</b> heard; "=1+1".' });
  await m.annotate('rotation-90.mp4', [10, 40], { code: 'DET.1' });
  const p = await m.seal({ includeNative: true });
  console.log(p);
  const v = await m.client.call('packets.verify', { packet: { id: p.id } });
  console.log(v.result, v.level, v.problems, v.signature, v.custody);
  execFileSync('rm', ['-rf', '/tmp/pk']); execFileSync('cp', ['-r', p.folder, '/tmp/pk']);
  await m.dispose();
});
