import type { PacketProfile } from '../../domain/packet.ts';

/** What may leave the office for an audience (specs/evidence.md 2.4). */
export type ProfileRules = {
  /** The column of the table, as attorneys name it. */
  readonly letter: 'A' | 'B' | 'C' | 'D' | 'E';
  readonly audience: string;
  /** Allegations, attributed, beside the observations. */
  readonly carriesAllegations: boolean;
  /** What reviewers make of it: what their confidence rests on, and what may speak for the person accused. */
  readonly carriesAssessments: boolean;
  /** Whole originals, on request. */
  readonly mayCarryNatives: boolean;
  /** Clips may hold the coded pictures of the source as they are; never where what a decoder hides must not leave. */
  readonly mayCopy: boolean;
  /** Overlays, slow motion, freezes: no evidence, and no matter for the public. */
  readonly carriesIllustrativeAids: boolean;
  /** Who reviewed, on which workstation, and who handed the recordings over. */
  readonly namesReviewers: boolean;
  /**
   * `whole-log`: every custody entry; `exported-items`: those about what is in the packet; `proofs-only`: none in full,
   * because an entry without its actor's name would no longer have its hash: their leaf hashes and proofs instead.
   */
  readonly custody: 'whole-log' | 'exported-items' | 'proofs-only';
  /** Overlapping context goes along even when a reason for leaving it out is given. */
  readonly alwaysCarriesContext: boolean;
};

const rules: Readonly<Record<PacketProfile, ProfileRules>> = {
  internal: {
    letter: 'A',
    audience: 'internal archive',
    carriesAllegations: true,
    carriesAssessments: true,
    mayCarryNatives: true,
    mayCopy: true,
    carriesIllustrativeAids: true,
    namesReviewers: true,
    custody: 'whole-log',
    alwaysCarriesContext: false,
  },
  production: {
    letter: 'B',
    audience: 'opposing party',
    carriesAllegations: false,
    carriesAssessments: false,
    mayCarryNatives: true,
    mayCopy: true,
    carriesIllustrativeAids: true,
    namesReviewers: true,
    custody: 'exported-items',
    alwaysCarriesContext: false,
  },
  referral: {
    letter: 'C',
    audience: 'prosecutor',
    carriesAllegations: true,
    carriesAssessments: true,
    mayCarryNatives: true,
    mayCopy: true,
    carriesIllustrativeAids: true,
    namesReviewers: true,
    custody: 'exported-items',
    alwaysCarriesContext: true,
  },
  court: {
    letter: 'D',
    audience: 'court',
    carriesAllegations: false,
    carriesAssessments: false,
    mayCarryNatives: true,
    mayCopy: true,
    carriesIllustrativeAids: true,
    namesReviewers: true,
    custody: 'exported-items',
    alwaysCarriesContext: false,
  },
  public: {
    letter: 'E',
    audience: 'public',
    carriesAllegations: false,
    carriesAssessments: false,
    mayCarryNatives: false,
    mayCopy: false,
    carriesIllustrativeAids: false,
    namesReviewers: false,
    custody: 'proofs-only',
    alwaysCarriesContext: false,
  },
};

export function rulesOf(profile: PacketProfile): ProfileRules {
  return rules[profile];
}
