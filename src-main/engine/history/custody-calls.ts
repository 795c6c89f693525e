import type { CallHandlers } from '../engine-context.ts';
import { writeWholeFile } from '../store/whole-file.ts';
import { makeCheckpoint } from './checkpoint.ts';

export const custodyCalls: CallHandlers<'custody.list' | 'custody.checkpoint'> = {
  'custody.list': ({ fromSeq, limit }, context) =>
    context
      .matter()
      .custody.entries({ from: fromSeq, to: fromSeq + limit })
      .map(({ seq, hash, body }) => ({
        seq,
        ts: body.ts,
        type: body.type,
        actorName: body.actor.name,
        refs: body.refs,
        data: body.data,
        hash,
      })),

  'custody.checkpoint': async ({ out }, context) => {
    const matter = context.matter();
    matter.requireWritable();
    const path = context.engine.grants.resolve(out, context.trust);
    const checkpoint = makeCheckpoint(matter);
    await writeWholeFile(path, checkpoint.note);
    await context.engine.catalog.keepCheckpoint(matter.matter.id, checkpoint.note);
    return { path, ...checkpoint };
  },
};
