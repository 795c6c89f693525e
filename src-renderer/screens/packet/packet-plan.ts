import type { CallInput } from '../../../src-main/contract/api.ts';
import type { GrantedPath } from '../../../src-main/contract/shell-powers.ts';
import type { AnnotationId, ExhibitId, PacketId } from '../../../src-main/domain/identifier.ts';
import { batesPrefixSchema, type PacketProfile, packetNameSchema } from '../../../src-main/domain/packet.ts';
import { profileWords } from './packet-profiles.ts';

/** What a packet is made of: exhibits as they are kept, or annotations that become exhibits 1 to n on the way. */
export type PacketChoiceOf =
  | { readonly kind: 'exhibits'; readonly ids: readonly ExhibitId[] }
  | { readonly kind: 'annotations'; readonly ids: readonly AnnotationId[] };

/** What the reviewer says about a packet besides what it is made of. */
export type PacketPlanDraft = {
  readonly profile: PacketProfile;
  readonly includeNative: boolean;
  /** Empty: the engine makes a name of the matter's. */
  readonly name: string;
  /** Null: the packets folder of the matter. */
  readonly into: GrantedPath | null;
  /** Leave overlapping context out, which needs a reason. */
  readonly leavesContextOut: boolean;
  readonly omittedContextReason: string;
  readonly withDocuments: boolean;
  readonly withLoadFiles: boolean;
  readonly withInterchange: boolean;
  /** Empty: the prefix used last. */
  readonly batesPrefix: string;
  readonly confidentiality: string;
  readonly requester: string;
  readonly replaces: PacketId | null;
  /** The key file of an attorney who signs too; null: the workstation signs alone. */
  readonly attorneyKey: GrantedPath | null;
  readonly attorneyPassphrase: string;
};

export const emptyPlan: PacketPlanDraft = {
  profile: 'production',
  includeNative: false,
  name: '',
  into: null,
  leavesContextOut: false,
  omittedContextReason: '',
  withDocuments: true,
  withLoadFiles: true,
  withInterchange: true,
  batesPrefix: '',
  confidentiality: '',
  requester: '',
  replaces: null,
  attorneyKey: null,
  attorneyPassphrase: '',
};

export type PlanProblems = {
  readonly choice: string | null;
  readonly name: string | null;
  readonly reason: string | null;
  readonly batesPrefix: string | null;
  readonly attorneyPassphrase: string | null;
};

/** Whether overlapping context is left out with this plan. */
export function isContextLeftOut(plan: PacketPlanDraft, overlapCount: number): boolean {
  return overlapCount > 0 && plan.leavesContextOut && profileWords[plan.profile].mayLeaveContextOut;
}

function problemOf(text: string, schema: typeof packetNameSchema | typeof batesPrefixSchema): string | null {
  const parsed = schema.safeParse(text);
  return text === '' || parsed.success ? null : (parsed.error.issues[0]?.message ?? 'This cannot be used.');
}

/** What still stands in the way, a sentence for each field in the order of the screen, or null. */
export function planProblems(plan: PacketPlanDraft, choice: PacketChoiceOf, overlapCount: number): PlanProblems {
  return {
    choice:
      choice.ids.length > 0 ? null : `Choose at least one ${choice.kind === 'exhibits' ? 'exhibit' : 'annotation'}.`,
    reason:
      isContextLeftOut(plan, overlapCount) && plan.omittedContextReason.trim() === ''
        ? 'Say why the context is left out. The reason is kept in the log.'
        : null,
    name: problemOf(plan.name.trim(), packetNameSchema),
    batesPrefix: problemOf(plan.batesPrefix.trim(), batesPrefixSchema),
    attorneyPassphrase:
      plan.attorneyKey !== null && plan.attorneyPassphrase === '' ? 'Type the passphrase of the signing key.' : null,
  };
}

type Contents = Omit<CallInput<'packets.preview'>, 'leavesContextOut'>;

/** What decides about the contents, as the engine wants it. */
function contentsOf(plan: PacketPlanDraft, choice: PacketChoiceOf): Contents {
  const prefix = plan.batesPrefix.trim();
  return {
    profile: plan.profile,
    ...(choice.kind === 'exhibits' ? { exhibitIds: [...choice.ids] } : { annotationIds: [...choice.ids] }),
    includeNative: plan.includeNative && profileWords[plan.profile].mayHoldNative,
    options: {
      withDocuments: plan.withDocuments,
      withLoadFiles: plan.withLoadFiles,
      withInterchange: plan.withInterchange,
      confidentiality: plan.confidentiality.trim(),
      requester: plan.requester.trim(),
      replaces: plan.replaces,
      ...(prefix === '' || problemOf(prefix, batesPrefixSchema) !== null ? {} : { batesPrefix: prefix }),
    },
  };
}

/** The plan as the engine is asked what would come of it. */
export function previewRequest(plan: PacketPlanDraft, choice: PacketChoiceOf): CallInput<'packets.preview'> {
  const { mayLeaveContextOut } = profileWords[plan.profile];
  return { ...contentsOf(plan, choice), leavesContextOut: plan.leavesContextOut && mayLeaveContextOut };
}

/** The plan as the engine seals it. */
export function sealRequest(
  plan: PacketPlanDraft,
  choice: PacketChoiceOf,
  overlapCount: number,
): CallInput<'packets.seal'> {
  const name = plan.name.trim();
  return {
    ...contentsOf(plan, choice),
    into: plan.into === null ? null : { grant: plan.into.grant },
    omittedContextReason: isContextLeftOut(plan, overlapCount) ? plan.omittedContextReason.trim() : '',
    ...(name === '' ? {} : { name }),
    ...(plan.attorneyKey === null
      ? {}
      : { attorney: { key: { grant: plan.attorneyKey.grant }, passphrase: plan.attorneyPassphrase } }),
  };
}
