import { LoaderCircle, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Job } from '../../src-main/domain/job.ts';
import { useCommand } from '../commands/use-commands.ts';
import { useEngineQuery } from '../engine/use-engine.ts';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import styles from './job-indicator.module.css';

/** How much work the engine still has, and whether some of it failed; leads to the jobs. */
export function JobIndicator(): ReactNode {
  const show = useCommand('jobs.show');
  const jobs = useEngineQuery('jobs.list', {}).data ?? [];
  const active = jobs.filter((job) => job.state === 'queued' || job.state === 'running');
  const running = active.find((job) => job.state === 'running');
  const failed = jobs.filter((job) => job.state === 'failed').length;
  if (active.length === 0 && failed === 0) {
    return null;
  }
  const words = active.length > 0 ? `${active.length} ${active.length === 1 ? 'job' : 'jobs'}` : `${failed} failed`;
  return (
    <Tooltip label={tooltipText(running, active.length, failed)} placement="bottom">
      <AriaButton className={styles['indicator'] ?? ''} onPress={show.run} aria-label={`Jobs: ${words}`}>
        {active.length > 0 ? (
          <LoaderCircle className={styles['spin']} aria-hidden="true" />
        ) : (
          <TriangleAlert className={styles['failed']} aria-hidden="true" />
        )}
        <span className={styles['words']}>
          {words}
          {running === undefined ? null : (
            <ProgressBar label={running.title} done={running.done} total={running.total} isThin />
          )}
        </span>
      </AriaButton>
    </Tooltip>
  );
}

function tooltipText(running: Job | undefined, active: number, failed: number): string {
  const parts = [
    running === undefined ? '' : running.title,
    active > 1 ? `${active - 1} more to do` : '',
    failed > 0 ? `${failed} failed` : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
