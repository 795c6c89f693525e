import type { CallInput } from '../../../src-main/contract/api.ts';
import type { GrantedPath } from '../../../src-main/contract/shell-powers.ts';
import type { AnnotationId } from '../../../src-main/domain/identifier.ts';
import { type PacketProfile, packetNameSchema } from '../../../src-main/domain/packet.ts';
import { profileWords } from './packet-profiles.ts';

/** What the reviewer says about a packet besides which annotations it holds. */
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
};

export const emptyPlan: PacketPlanDraft = {
  profile: 'production',
  includeNative: false,
  name: '',
  into: null,
  leavesContextOut: false,
  omittedContextReason: '',
};

export type PlanProblems = {
  readonly annotations: string | null;
  readonly name: string | null;
  readonly reason: string | null;
};

/** Whether overlapping context is left out with this plan. */
export function isContextLeftOut(plan: PacketPlanDraft, overlapCount: number): boolean {
  return overlapCount > 0 && plan.leavesContextOut && profileWords[plan.profile].mayLeaveContextOut;
}

/** What still stands in the way, a sentence for each field, or null. */
export function planProblems(plan: PacketPlanDraft, chosenCount: number, overlapCount: number): PlanProblems {
  const name = plan.name.trim();
  const parsedName = packetNameSchema.safeParse(name);
  return {
    annotations: chosenCount === 0 ? 'Choose at least one annotation.' : null,
    name: name === '' || parsedName.success ? null : (parsedName.error.issues[0]?.message ?? 'Choose another name.'),
    reason:
      isContextLeftOut(plan, overlapCount) && plan.omittedContextReason.trim() === ''
        ? 'Say why the context is left out. The reason is kept in the log.'
        : null,
  };
}

/** The plan as the engine wants it. */
export function sealRequest(
  plan: PacketPlanDraft,
  annotationIds: readonly AnnotationId[],
  overlapCount: number,
): CallInput<'packets.seal'> {
  const name = plan.name.trim();
  return {
    into: plan.into === null ? null : { grant: plan.into.grant },
    annotationIds: [...annotationIds],
    includeNative: plan.includeNative && profileWords[plan.profile].mayHoldNative,
    profile: plan.profile,
    omittedContextReason: isContextLeftOut(plan, overlapCount) ? plan.omittedContextReason.trim() : '',
    ...(name === '' ? {} : { name }),
  };
}
