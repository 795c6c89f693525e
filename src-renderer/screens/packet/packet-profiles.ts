import type { PacketProfile } from '../../../src-main/domain/packet.ts';

export type ProfileWords = {
  readonly name: string;
  readonly audience: string;
  readonly leaves: string;
  readonly stays: string;
  readonly mayHoldNative: boolean;
  /** `always`, `unless-reason`: overlapping context goes along; `free`: the reviewer chooses. */
  readonly context: 'always' | 'unless-reason' | 'free';
};

/** The audiences of specs/evidence.md 2.4 as a paralegal reads them. */
export const profileWords: Readonly<Record<PacketProfile, ProfileWords>> = {
  production: {
    name: 'Production',
    audience: 'For the other party.',
    leaves: 'Clips, stills, observations, overlapping context, the log entries of these exhibits.',
    stays: 'Allegations and who makes them; every other log entry.',
    mayHoldNative: true,
    context: 'unless-reason',
  },
  referral: {
    name: 'Referral',
    audience: 'For a prosecutor.',
    leaves: 'Clips, stills, observations, allegations, all overlapping context, the log entries of these exhibits.',
    stays: 'Every other log entry.',
    mayHoldNative: true,
    context: 'always',
  },
  court: {
    name: 'Court exhibits',
    audience: 'For filing.',
    leaves: 'Clips, stills, observations, overlapping context, the log entries of these exhibits.',
    stays: 'Allegations and who makes them; every other log entry.',
    mayHoldNative: true,
    context: 'unless-reason',
  },
  public: {
    name: 'Public release',
    audience: 'For anybody.',
    leaves: 'Clips, stills, observations, overlapping context.',
    stays: 'Native files, allegations, names of reviewers. Nothing is obscured: check every picture and sound first.',
    mayHoldNative: false,
    context: 'unless-reason',
  },
  internal: {
    name: 'Internal archive',
    audience: 'For this office.',
    leaves: 'Everything: clips, stills, observations, allegations, the whole log.',
    stays: 'Nothing. Do not hand it on.',
    mayHoldNative: true,
    context: 'free',
  },
};

export const profileOrder: readonly PacketProfile[] = ['production', 'referral', 'court', 'public', 'internal'];
