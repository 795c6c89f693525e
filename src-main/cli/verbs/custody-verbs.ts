import path from 'node:path';
import { requiredFlag, wordAt } from '../arguments.ts';
import { openMatterIn } from '../session.ts';
import { lines, type Verb } from './verb.ts';

export const custodyListVerb: Verb = {
  words: ['custody', 'list'],
  async run(session, given) {
    await openMatterIn(session, wordAt(given, 0, "The matter's folder"), given.flags);
    const pageSize = 10_000;
    const entries = [];
    for (let fromSeq = 0; ; fromSeq += pageSize) {
      const page = await session.client.call('custody.list', { fromSeq, limit: pageSize });
      entries.push(...page);
      if (page.length < pageSize) {
        break;
      }
    }
    return {
      value: entries,
      text: lines(
        ...entries.map(
          (entry) =>
            `${String(entry.seq).padStart(6)}  ${entry.ts}  ${entry.actorName}  ${entry.type}  ${entry.refs.join(' ')}`,
        ),
      ),
    };
  },
};

export const custodyCheckpointVerb: Verb = {
  words: ['custody', 'checkpoint'],
  async run(session, given) {
    const out = path.resolve(requiredFlag(given, 'out'));
    await openMatterIn(session, wordAt(given, 0, "The matter's folder"), given.flags);
    const checkpoint = await session.client.call('custody.checkpoint', { out: { path: out } });
    return {
      value: checkpoint,
      text: lines(
        `The signed checkpoint over ${checkpoint.size} custody entries is in ${checkpoint.path}`,
        'Keep it away from this machine: the log must agree with it forever.',
      ),
    };
  },
};
