import type { PacketProfile } from '../../../src-main/domain/packet.ts';

export type ProfileWords = {
  readonly name: string;
  readonly audience: string;
  readonly leaves: string;
  readonly stays: string;
  readonly mayHoldNative: boolean;
  /** Whether overlapping context may be left out when a reason is given. */
  readonly mayLeaveContextOut: boolean;
};

/** The audiences of specs/evidence.md 2.4 as a paralegal reads them. */
export const profileWords: Readonly<Record<PacketProfile, ProfileWords>> = {
  production: {
    name: 'Production',
    audience: 'For the other party.',
    leaves: 'Clips, stills, observations, overlapping context, the log entries of these exhibits.',
    stays: 'Allegations and who makes them; every other log entry.',
    mayHoldNative: true,
    mayLeaveContextOut: true,
  },
  referral: {
    name: 'Referral',
    audience: 'For a prosecutor.',
    leaves: 'Clips, stills, observations, allegations, all overlapping context, the log entries of these exhibits.',
    stays: 'Every other log entry.',
    mayHoldNative: true,
    mayLeaveContextOut: false,
  },
  court: {
    name: 'Court exhibits',
    audience: 'For filing.',
    leaves: 'Clips, stills, observations, overlapping context, the log entries of these exhibits.',
    stays: 'Allegations and who makes them; every other log entry.',
    mayHoldNative: true,
    mayLeaveContextOut: true,
  },
  public: {
    name: 'Public release',
    audience: 'For anybody.',
    leaves: 'Clips, stills, observations, overlapping context, proofs that the log holds them.',
    stays: 'Native files, allegations, names of reviewers. Nothing is obscured: check every picture and sound first.',
    mayHoldNative: false,
    mayLeaveContextOut: true,
  },
  internal: {
    name: 'Internal archive',
    audience: 'For this office.',
    leaves: 'Everything: clips, stills, observations, allegations, the whole log.',
    stays: 'Nothing. Do not hand it on.',
    mayHoldNative: true,
    mayLeaveContextOut: true,
  },
};

export const profileOrder: readonly PacketProfile[] = ['production', 'referral', 'court', 'public', 'internal'];
