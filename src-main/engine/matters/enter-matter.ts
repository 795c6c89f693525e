import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import type { OpenMatterSummary } from '../../domain/matter.ts';
import { type ReviewerIntroduction, reviewerIntroductionSchema } from '../../domain/reviewer.ts';
import type { EngineContext } from '../engine-context.ts';
import { safeKeyDerivation } from '../store/key-derivation.ts';
import { limitAttempts } from './attempt-limit.ts';
import { closeOpenMatter } from './close-matter.ts';
import { createMatter, type MatterRequest } from './create-matter.ts';
import { unlock } from './key-slots.ts';
import { keepLastReviewer } from './last-reviewer.ts';
import { type MatterFolder, matterFolder } from './matter-folder.ts';
import { readHeader } from './matter-header.ts';
import { withKeys } from './matter-key.ts';
import { requireUnlocked } from './matter-lock.ts';
import { summariseMatter } from './matter-summary.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { mayWrite, type Opening, openMatterFolder } from './open-matter-folder.ts';

/** What the shell keeps in memory to reopen the matter after the engine crashed. Never written anywhere. */
const ticketSchema = z.strictObject({
  version: z.literal(1),
  folder: z.string().min(1),
  reviewer: reviewerIntroductionSchema,
  matterKey: z.base64(),
});

/** Opens with a known key, in place of whatever matter is open, and tells everybody. */
async function enter(engine: EngineContext, opening: Opening): Promise<OpenMatterSummary> {
  await closeOpenMatter(engine);
  const open = await openMatterFolder(engine, opening);
  engine.openMatter = open;
  try {
    const { id, name } = open.matter;
    await engine.catalog.rememberMatter({ id, name, folder: open.folder.root, openedAt: open.clock.now() });
    await keepLastReviewer(engine.catalog, opening.introduction);
  } catch (thrown) {
    await closeOpenMatter(engine);
    throw thrown;
  }
  engine.events.emit('matter.ticket', writeTicket(opening));
  const summary = summariseMatter(open);
  engine.events.emit('matter.changed', summary);
  return summary;
}

function writeTicket({ folder, introduction, matterKey }: Opening): string {
  const ticket: z.input<typeof ticketSchema> = {
    version: 1,
    folder: folder.root,
    reviewer: introduction,
    matterKey: matterKey.toString('base64'),
  };
  return JSON.stringify(ticket);
}

/** Whether this engine itself has the matter of that folder open. */
function isOpenHere(engine: EngineContext, folder: MatterFolder): boolean {
  return engine.openMatter?.folder.root === folder.root;
}

/** Opens a matter with a passphrase or the printed recovery key; the one open before is closed first. */
export function enterWithPassphrase(
  engine: EngineContext,
  root: string,
  passphrase: string,
  introduction: ReviewerIntroduction,
): Promise<OpenMatterSummary> {
  return oneAtATime(engine, async () => {
    const folder = matterFolder(root);
    const header = await readHeader(folder);
    // On read-only media nothing is shared: a lock there is a picture of the past.
    if (!isOpenHere(engine, folder) && (await mayWrite(folder.root))) {
      await requireUnlocked(folder.lock);
    }
    const policy = engine.options.keyDerivation ?? safeKeyDerivation;
    const { matterKey, slot } = await limitAttempts(engine, header.matterId, () => unlock(header, passphrase, policy));
    return await withKeys([matterKey], (key) =>
      enter(engine, { folder, header, matterKey: key, openedWith: slot, introduction }),
    );
  });
}

/** Opens again what was open when the engine crashed. Errors: `bad-request` for a ticket that is none. */
export function enterWithTicket(engine: EngineContext, ticket: string): Promise<OpenMatterSummary> {
  return oneAtATime(engine, async () => {
    const { folder: root, reviewer: introduction, matterKey: encoded } = readTicket(ticket);
    const folder = matterFolder(root);
    const header = await readHeader(folder);
    const key = Buffer.from(encoded, 'base64');
    return await withKeys([key], (matterKey) =>
      enter(engine, { folder, header, matterKey, openedWith: 'ticket', introduction }),
    );
  });
}

function readTicket(ticket: string): z.output<typeof ticketSchema> {
  try {
    return ticketSchema.parse(JSON.parse(ticket));
  } catch (cause) {
    // The cause may quote the ticket, which holds a key: it goes no further.
    throw new AppError(
      'bad-request',
      'The matter cannot be opened again by itself. Please open it with its passphrase.',
      {
        reason: cause instanceof z.ZodError ? 'form' : 'not JSON',
      },
    );
  }
}

/** Makes a matter and opens it. The recovery key is told this once and kept nowhere. */
export function enterNewMatter(
  engine: EngineContext,
  request: MatterRequest,
): Promise<{ summary: OpenMatterSummary; recoveryKey: string }> {
  return oneAtATime(engine, async () => {
    const { id, folder, matterKey, recoveryKey, deviceKey } = await createMatter(request, engine.options);
    return await withKeys([matterKey], async (key) => {
      try {
        await engine.catalog.keepDeviceKey(id, deviceKey);
        const header = await readHeader(folder);
        const { introduction } = request;
        const summary = await enter(engine, { folder, header, matterKey: key, openedWith: 'passphrase', introduction });
        return { summary, recoveryKey };
      } catch (thrown) {
        // Nobody has seen the recovery key, so nobody could ever rely on this matter: nothing is left behind.
        await closeOpenMatter(engine);
        await rm(folder.root, { recursive: true, force: true });
        throw thrown;
      }
    });
  });
}
