import { CircleAlert, CircleCheck, FileQuestion, LoaderCircle, Music, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FootageDetail } from '../../../src-main/domain/footage.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { stateNames } from './footage-filter.ts';

const looks = {
  stored: { tone: 'neutral', Icon: LoaderCircle },
  readable: { tone: 'good', Icon: CircleCheck },
  'audio-only': { tone: 'info', Icon: Music },
  'not-media': { tone: 'neutral', Icon: FileQuestion },
  damaged: { tone: 'danger', Icon: CircleAlert },
} as const satisfies Record<string, { tone: BadgeTone; Icon: typeof CircleAlert }>;

/** State and peculiarities of a recording, each a word with a shape. */
export function FootageBadges({ detail }: { readonly detail: FootageDetail }): ReactNode {
  const { footage, facts, index, pendingJobs } = detail;
  const { tone, Icon } = looks[footage.state];
  return (
    <>
      <Badge
        tone={tone}
        icon={<Icon aria-hidden="true" />}
        {...(footage.stateReason === '' ? {} : { title: footage.stateReason })}
      >
        {stateNames[footage.state]}
      </Badge>
      {pendingJobs > 0 ? (
        <Badge tone="info" icon={<LoaderCircle aria-hidden="true" />}>
          {pendingJobs} {pendingJobs === 1 ? 'job' : 'jobs'} to go
        </Badge>
      ) : null}
      {index !== null && !index.isConstantRate ? (
        <Badge tone="warning" title="Variable frame rate">
          VFR
        </Badge>
      ) : null}
      {index !== null && index.findingCount > 0 ? (
        <Badge tone="warning" icon={<TriangleAlert aria-hidden="true" />} title="Gaps, repeated or hidden frames">
          {index.findingCount} timing
        </Badge>
      ) : null}
      {facts?.needsProxy === true ? (
        <Badge title="Played through a copy with the same frames">Copy for playing</Badge>
      ) : null}
    </>
  );
}
