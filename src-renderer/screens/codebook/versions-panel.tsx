import { type ReactNode, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useEngineQuery } from '../../engine/use-engine.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { namedCodes } from '../../ui/code-name.ts';
import { cx } from '../../ui/cx.ts';
import { countOf, localTime } from '../../ui/date-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Select } from '../../ui/select.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import styles from './codebook-screen.module.css';
import { DifferenceList } from './difference-list.tsx';
import { ExportButton } from './export-button.tsx';

/** Every version this matter keeps, and what is different between any two. */
export function VersionsPanel({ current }: { readonly current: string }): ReactNode {
  const versions = useEngineQuery('codebook.versions', {}).data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [against, setAgainst] = useState<string | null>(null);
  const [isShown, setShown] = useState(false);
  const newestFirst = versions.toReversed();
  const to = chosen ?? current;
  const place = versions.findIndex(({ version }) => version === to);
  const earlier = versions.slice(0, Math.max(0, place)).findLast(({ isUndone }) => !isUndone)?.version;
  const from = against ?? earlier ?? to;
  const differences = useEngineQuery('codebook.differences', { from, to }, { isEnabled: versions.length > 0 });
  return (
    <div className={styles['columns']}>
      <div className={styles['side']}>
        <div className={styles['tools']}>
          <span className={styles['note']}>{countOf(versions.length, 'version')}, newest first</span>
        </div>
        <ul className={styles['versionList']} aria-label="Versions">
          {newestFirst.map((line) => (
            <li key={line.version}>
              <AriaButton
                className={cx(styles['version'], line.version === to && styles['chosen'])}
                {...(line.version === to ? { 'aria-current': 'true' as const } : {})}
                onPress={() => {
                  setChosen(line.version);
                  setAgainst(null);
                }}
              >
                <span className={cx(styles['versionNumber'], line.isUndone && styles['undone'])}>{line.version}</span>
                <span>
                  {line.note} {line.isCurrent ? <Badge tone="good">Current</Badge> : null}
                  {line.isUndone ? <Badge>Undone</Badge> : null}
                </span>
                <span className={styles['versionFacts']}>
                  {line.reviewerName}, {localTime(line.at)} · {countOf(line.codeCount, 'code')} ·{' '}
                  {countOf(line.annotationCount, 'annotation')} · SHA-256 {line.digest.slice(0, 12)}…
                </span>
              </AriaButton>
            </li>
          ))}
        </ul>
      </div>
      <div className={styles['desk']}>
        <div className={styles['compare']}>
          <Select
            label="From"
            value={from}
            onChange={setAgainst}
            options={newestFirst.map(({ version }) => ({ value: version, label: version }))}
          />
          <Select
            label="To"
            value={to}
            onChange={setChosen}
            options={newestFirst.map(({ version }) => ({ value: version, label: version }))}
          />
          <Button onPress={() => setShown(true)}>Show {to}…</Button>
          <ExportButton version={to} />
        </div>
        {differences.isError ? <ErrorNote error={differences.error} /> : null}
        <div className={styles['differences']}>
          {differences.data === undefined ? null : <DifferenceList differences={differences.data} />}
        </div>
        {isShown ? <VersionDialog version={to} onClose={() => setShown(false)} /> : null}
      </div>
    </div>
  );
}

/** The codes of a version as they were. */
function VersionDialog({ version, onClose }: { readonly version: string; readonly onClose: () => void }): ReactNode {
  const codebook = useEngineQuery('codebook.show', { version }).data;
  const codes = codebook === undefined ? [] : [...namedCodes(codebook).values()];
  return (
    <Dialog isOpen onClose={onClose} title={`Codebook ${version}`} width="wide">
      <div className={styles['oldVersion']}>
        <VirtualList
          label={`Codes of version ${version}`}
          items={codes}
          itemKey={({ code }) => code.id}
          estimatedHeight={52}
          renderItem={({ code, title }) => (
            <div className={styles['difference']}>
              <span className={styles['code']}>{code.id}</span>
              <span className={styles['how']}>{code.isRetired ? 'Retired' : ''}</span>
              <span>
                {title}
                <br />
                <span className={styles['note']}>{code.definition}</span>
              </span>
            </div>
          )}
        />
      </div>
    </Dialog>
  );
}
