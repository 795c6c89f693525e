import { afterEach, describe, expect, it } from 'vitest';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';

let opened: TestMatter | null = null;
afterEach(async () => {
  await opened?.dispose();
  opened = null;
});

describe('a matter', () => {
  it('is created, closed and opened again', async () => {
    opened = await openTestMatter({ name: 'Doe against the agency' });
    expect(opened.summary).toMatchObject({ isReadOnly: false, footageCount: 0, folder: opened.folder });
    await opened.close();
    expect(await opened.client.call('matters.current', {})).toBeNull();
    const again = await opened.reopen();
    expect(again.matter).toEqual(opened.summary.matter);
    const types = (await opened.client.call('custody.list', {})).map((line) => line.type);
    expect(types).toEqual([
      'genesis',
      'key.create',
      'user.add',
      'session.unlock',
      'session.lock',
      'checkpoint',
      'session.unlock',
    ]);
    const job = await opened.client.call('matters.verify', {});
    const ended = await opened.matter().jobs.wait(job.id);
    expect(ended.state).toBe('done');
    expect(await opened.client.call('matters.verification', { jobId: job.id })).toMatchObject({
      verdict: 'OK',
      problems: [],
      findings: [],
    });
  });
});
