import { access } from 'node:fs/promises';
import type { CallRequest } from '../../contract/api.ts';
import { AppError } from '../../domain/app-error.ts';
import { matterVerificationSchema } from '../../domain/custody-event.ts';
import type { MatterId } from '../../domain/identifier.ts';
import type { CallContext, CallHandlers, EngineContext } from '../engine-context.ts';
import { systemErrorCode } from '../store/whole-file.ts';
import { closeMatter } from './close-matter.ts';
import { enterNewMatter, enterWithPassphrase, enterWithTicket } from './enter-matter.ts';
import { lastReviewer } from './last-reviewer.ts';
import { matterFolder } from './matter-folder.ts';
import { summariseMatter } from './matter-summary.ts';

type MatterCall =
  | 'matters.recent'
  | 'matters.lastReviewer'
  | 'matters.forget'
  | 'matters.create'
  | 'matters.open'
  | 'matters.reopen'
  | 'matters.current'
  | 'matters.close'
  | 'matters.verify'
  | 'matters.verification';

async function isPresent(folder: string): Promise<boolean> {
  try {
    await access(matterFolder(folder).header);
    return true;
  } catch (thrown) {
    if (systemErrorCode(thrown) === '') {
      throw thrown;
    }
    return false;
  }
}

async function recentFolder(engine: EngineContext, id: MatterId): Promise<string> {
  const known = (await engine.catalog.knownMatters()).find((matter) => matter.id === id);
  if (known === undefined) {
    throw new AppError('not-found', 'This matter is no longer in the list. Open it by choosing its folder.', { id });
  }
  return known.folder;
}

async function folderOf(input: CallRequest<'matters.open'>['folder'], { engine, trust }: CallContext): Promise<string> {
  return 'recent' in input ? await recentFolder(engine, input.recent) : engine.grants.resolve(input, trust);
}

export const matterCalls: CallHandlers<MatterCall> = {
  'matters.recent': async (_input, { engine }) => {
    const known = await engine.catalog.knownMatters();
    return await Promise.all(known.map(async (matter) => ({ ...matter, isPresent: await isPresent(matter.folder) })));
  },

  'matters.lastReviewer': (_input, { engine }) => lastReviewer(engine.catalog),

  'matters.forget': async ({ id }, { engine }) => {
    await engine.catalog.forgetMatter(id);
    return {};
  },

  'matters.create': ({ folder, name, passphrase, reviewer }, { engine, trust }) =>
    enterNewMatter(engine, { root: engine.grants.resolve(folder, trust), name, passphrase, introduction: reviewer }),

  'matters.open': async ({ folder, passphrase, reviewer }, context) =>
    await enterWithPassphrase(context.engine, await folderOf(folder, context), passphrase, reviewer),

  'matters.reopen': ({ ticket }, { engine }) => enterWithTicket(engine, ticket),

  'matters.current': (_input, { engine }) => (engine.openMatter === null ? null : summariseMatter(engine.openMatter)),

  'matters.close': async (_input, { engine }) => {
    await closeMatter(engine);
    return {};
  },

  'matters.verify': (_input, context) => {
    const { jobs, matter } = context.matter();
    return jobs.enqueue({ kind: 'verify-matter', title: `Verify the matter ${matter.name}`, input: {} });
  },

  'matters.verification': ({ jobId }, context) =>
    matterVerificationSchema.nullable().parse(context.matter().jobs.output(jobId) ?? null),
};
