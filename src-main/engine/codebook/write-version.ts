import { randomUUID } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import { type Codebook, codebookSchema } from '../../domain/codebook.ts';
import { applySteps, type CodebookStep } from '../../domain/codebook-change.ts';
import {
  type CodebookDifference,
  compareVersions,
  differencesBetween,
  heaviest,
  nextVersion,
} from '../../domain/codebook-differences.ts';
import type { CustodyEvent } from '../../domain/custody-event.ts';
import { recordEdit } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { inTransaction } from '../store/transaction.ts';
import { currentCodebook, keepCodebookText, listKeptVersions, newestOrdinal, usedIds } from './codebook-store.ts';

export type NewVersion = { readonly version: string; readonly differences: readonly CodebookDifference[] };

/** The id of a shipped vocabulary that a matter has made its own. */
function ownId(matter: OpenMatter, codebook: Codebook): string {
  const suffix = `/matter-${matter.matter.id.slice(0, 8)}`;
  return codebook.id.endsWith(suffix) ? codebook.id : `${codebook.id.replace(/\/matter-[0-9a-f]{8}$/, '')}${suffix}`;
}

/** Numbers of undone versions are not used again, because the log has named them. */
function newestNumber(matter: OpenMatter): string {
  const numbers = listKeptVersions(matter.database).map(({ version }) => version);
  return numbers.toSorted(compareVersions).at(-1) ?? '0.0.0';
}

/** What is wanted, as the next version of this matter. Errors: `bad-request` when it is no proper vocabulary or no change. */
function asNextVersion(matter: OpenMatter, before: Codebook, wanted: Codebook): [Codebook, CodebookDifference[]] {
  const differences = differencesBetween(before, wanted);
  if (differences.length === 0) {
    throw new AppError('bad-request', 'The codebook holds all of this already, so no new version was made.');
  }
  // A matter whose vocabulary was shipped keeps saying which one it comes from.
  const isShipped = before.basis === null && wanted.basis === null;
  const basis = isShipped ? { id: before.id, version: before.version, digest: currentCodebook(matter).digest } : null;
  const parsed = codebookSchema.safeParse({
    ...wanted,
    id: ownId(matter, wanted),
    version: nextVersion(newestNumber(matter), heaviest(differences.map(({ weight }) => weight))),
    basis: basis ?? wanted.basis,
  });
  if (!parsed.success) {
    throw new AppError('bad-request', parsed.error.issues[0]?.message ?? 'This is no proper codebook.', {
      reasons: parsed.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`),
    });
  }
  return [parsed.data, differences];
}

export type VersionRequest = {
  /** The version that the change was made from: another one means that somebody changed the vocabulary meanwhile. */
  readonly base: string;
  /** Said in the undo menu and in the list of versions ("Add code UOF.X1"). */
  readonly label: string;
  /** The vocabulary wanted, given the current one. */
  readonly change: (codebook: Codebook) => Codebook;
  /** More for the custody entry. */
  readonly more?: CustodyEvent['data'];
};

/**
 * Makes the next version of the matter's vocabulary: one edit, durable when this returns.
 * Errors: `edit-conflict`, `bad-request`, `matter-read-only`.
 */
export function writeVersion(matter: OpenMatter, request: VersionRequest): NewVersion {
  matter.requireWritable();
  const { database } = matter;
  const made = inTransaction(database, () => {
    const { codebook: before } = currentCodebook(matter);
    if (before.version !== request.base) {
      throw new AppError(
        'edit-conflict',
        `The codebook was changed since (it is at version ${before.version}, yours was ${request.base}). Look at the newer one and make your change again.`,
        { base: request.base, current: before.version },
      );
    }
    const [codebook, differences] = asNextVersion(matter, before, request.change(before));
    const { digest } = keepCodebookText(database, codebook);
    const now = matter.clock.now();
    const id = randomUUID();
    recordEdit(matter, {
      label: request.label,
      changes: [
        {
          table: 'codebook_version',
          id,
          before: null,
          after: {
            id,
            revision: 1,
            ordinal: newestOrdinal(database) + 1,
            version: codebook.version,
            digest,
            note: request.label,
            state: 'standing',
            created_by: matter.reviewer.id,
            created_at: now,
            revised_by: matter.reviewer.id,
            revised_at: now,
          },
        },
      ],
      event: {
        type: 'codebook.revise',
        refs: [`codebook:${digest}`],
        data: {
          version: codebook.version,
          from: before.version,
          digest,
          differenceCount: differences.length,
          ...request.more,
          changed: differences.slice(0, 50).map(({ how, what, id: about }) => `${how} ${what} ${about}`),
        },
      },
    });
    return { version: codebook.version, differences };
  });
  matter.events.emit('codebook.changed', {});
  return made;
}

const verbs: Readonly<Record<CodebookStep['do'], string>> = {
  'set-title': 'Rename the codebook',
  'add-group': 'Add group',
  'revise-group': 'Rename group',
  'move-group': 'Move group',
  'add-code': 'Add code',
  'revise-code': 'Revise code',
  'move-code': 'Move code',
  'retire-code': 'Retire code',
  'restore-code': 'Bring back code',
  'put-rule': 'Set rule',
  'drop-rule': 'Drop rule',
};

function subjectOf(step: CodebookStep): string {
  switch (step.do) {
    case 'set-title':
      return '';
    case 'add-group':
      return step.group.id;
    case 'add-code':
      return step.code.id;
    case 'put-rule':
      return step.rule.id;
    default:
      return step.id;
  }
}

/** What the steps do, for the undo menu. */
export function labelOfSteps(steps: readonly CodebookStep[]): string {
  const [first] = steps;
  const head = first === undefined ? 'Change the codebook' : `${verbs[first.do]} ${subjectOf(first)}`.trim();
  return steps.length > 1 ? `${head} and ${steps.length - 1} more` : head;
}

/** Changes the vocabulary by steps. Errors: as `writeVersion`. */
export function changeCodebook(
  matter: OpenMatter,
  request: { readonly base: string; readonly steps: readonly CodebookStep[] },
): NewVersion {
  const used = usedIds(matter.database);
  return writeVersion(matter, {
    base: request.base,
    label: labelOfSteps(request.steps),
    change: (codebook) => applySteps(codebook, request.steps, used),
  });
}
