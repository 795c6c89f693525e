import path from 'node:path';
import { requiredFlag, wordAt } from '../arguments.ts';
import { introduction, readPassphrase } from '../session.ts';
import { lines, type Verb } from './verb.ts';

export const matterCreateVerb: Verb = {
  words: ['matter', 'create'],
  async run({ client }, given) {
    const folder = path.resolve(wordAt(given, 0, 'The folder of the new matter'));
    const created = await client.call('matters.create', {
      folder: { path: folder },
      name: requiredFlag(given, 'name'),
      passphrase: await readPassphrase(),
      reviewer: introduction(given.flags),
    });
    const { matter } = created.summary;
    return {
      value: { id: matter.id, name: matter.name, folder, recoveryKey: created.recoveryKey, summary: created.summary },
      text: lines(
        `Created the matter "${matter.name}" in ${folder}`,
        '',
        'Recovery key. It opens the matter when the passphrase is lost. It is shown this once: print it and keep it sealed.',
        '',
        `  ${created.recoveryKey}`,
      ),
    };
  },
};
