import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { verifyMatter } from '../../../src-main/engine/history/verify-matter.ts';
import type { CrashStage } from './crash-scenario.ts';

/**
 * What holds of every matter after every kill (specs/evidence.md 6.2, I1 to I5): the custody chain verifies, every
 * footage's original is there and hashes, no object has other bytes than its name says, nothing incomplete carries a
 * final name, and no job is stuck.
 */
export async function expectWhole({ matter, client }: CrashStage): Promise<void> {
  const verification = await verifyMatter(matter, { signal: new AbortController().signal });
  expect(['OK', 'OK_WITH_FINDINGS']).toContain(verification.verdict);
  expect(verification.problems).toEqual([]);

  const { folder } = matter;
  const footage = await client.call('footage.list', {});
  const objects = readdirSync(folder.objects, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const entry of objects) {
    const bytes = readFileSync(path.join(entry.parentPath, entry.name));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(entry.name);
  }
  const names = new Set(objects.map((entry) => entry.name));
  expect(footage.filter((detail) => !names.has(detail.footage.digest))).toEqual([]);
  expect(readdirSync(folder.incoming)).toEqual([]);

  const renditions = footage.flatMap((detail) => detail.renditions);
  expect(readdirSync(folder.derivatives).sort()).toEqual(renditions.map((each) => each.fileName).sort());
  for (const { fileName, digest } of renditions) {
    const bytes = readFileSync(path.join(folder.derivatives, fileName));
    expect([fileName, createHash('sha256').update(bytes).digest('hex')]).toEqual([fileName, digest]);
  }

  const packets = await client.call('packets.list', {});
  const sealed = new Set(packets.filter((packet) => packet.state === 'sealed').map((packet) => packet.name));
  const unfinished = readdirSync(folder.packets).filter((name) => !sealed.has(name));
  expect(unfinished).toEqual([]);

  const jobs = await client.call('jobs.list', {});
  expect(jobs.filter((job) => job.state !== 'done').map((job) => [job.title, job.state, job.errorMessage])).toEqual([]);
}
