import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { undo } from '../../../../src-main/engine/history/undo.ts';
import { openTestMatter, type TestMatter, testPassphrase, testReviewer } from '../../../helpers/open-test-matter.ts';
import { annotationRow, plantFootage, writeAnnotation } from '../../../helpers/plant-content.ts';
import { searchPlainText } from '../../../helpers/search-plain-text.ts';

let test: TestMatter | null = null;
afterEach(() => test?.dispose());

describe('the folder of a matter', () => {
  it('holds nothing readable of what was worked on, neither while it is open nor after', async () => {
    test = await openTestMatter({ name: 'PLANTED-MATTER-NAME' });
    const ticket = test.ticket() ?? '';
    const matter = test.matter();
    const footage = plantFootage(matter, Buffer.from('the bytes of a recording'), 'PLANTED-FILE-NAME.mp4');
    for (let at = 0; at < 200; at++) {
      const row = annotationRow(matter, footage, `PLANTED-OBSERVATION ${at} ${'of what is seen '.repeat(20)}`);
      const allegation = JSON.stringify({ text: 'PLANTED-ALLEGATION', allegedBy: 'PLANTED-PERSON' });
      writeAnnotation(matter, null, { ...row, allegation }, 'PLANTED-LABEL');
    }
    undo(matter);
    // A sort that would spill into temporary files if they were not kept in memory.
    matter.database.prepare('SELECT observation FROM annotation ORDER BY observation DESC, allegation, id').all();
    const job = await test.client.call('matters.verify', {});
    await matter.jobs.wait(job.id);
    const secrets = [
      'PLANTED-',
      'PLANTED-OBSERVATION',
      testReviewer.name,
      testPassphrase,
      test.recoveryKey,
      test.recoveryKey.replaceAll('-', ''),
      String(JSON.parse(ticket).matterKey),
    ];
    const open = searchPlainText(test.folder, secrets);
    await test.close();
    const closed = searchPlainText(test.folder, secrets);
    const catalog = searchPlainText(test.dataFolder, secrets.slice(3));
    console.log(
      `${secrets.length} secrets in ${open.filesRead} files of the open matter, ${closed.filesRead} of the closed one`,
    );
    expect([...open.found, ...closed.found, ...catalog.found]).toEqual([]);
    expect(closed.filesRead).toBeGreaterThanOrEqual(3);
    // The search itself finds what is there: the catalog knows the matter's name.
    expect(searchPlainText(path.join(test.dataFolder, 'matters'), ['PLANTED-MATTER-NAME']).found).toHaveLength(1);
  });
});
