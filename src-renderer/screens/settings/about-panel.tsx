import type { ReactNode } from 'react';
import { useEngineQuery } from '../../engine/use-engine.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import styles from './settings-screen.module.css';

/** Versions of everything that touches footage, and what the product promises. */
export function AboutPanel(): ReactNode {
  const about = useEngineQuery('app.about', {});
  const matter = useEngineQuery('matters.current', {}).data ?? null;
  const facts = about.data;
  return (
    <div className={styles['panel']}>
      {about.isError ? <ErrorNote error={about.error} title="The engine did not say its version" /> : null}
      {facts === undefined ? null : (
        <dl className={styles['facts']}>
          <dt>Frame of Record</dt>
          <dd>{facts.version}</dd>
          <dt>Engine runs in</dt>
          <dd>
            {facts.engineHost}, Node {facts.node}
          </dd>
          <dt>Reads and writes media with</dt>
          <dd>ffmpeg {facts.ffmpeg}</dd>
          <dt>Stores with</dt>
          <dd>SQLite {facts.sqlite}</dd>
          {matter === null ? null : (
            <>
              <dt>Folder of this matter</dt>
              <dd>
                <PlainText text={matter.folder} />
              </dd>
              <dt>Name of its custody log</dt>
              <dd>
                <PlainText text={matter.matter.custodyLogId} isMono />
              </dd>
            </>
          )}
        </dl>
      )}
      <p className={styles['promise']}>
        Originals are never written to. Every change is kept with who made it and when. Nothing leaves this machine but
        what you seal into a packet or export: the program refuses every network connection.
      </p>
      <p className={styles['promise']}>
        An administrator of this computer can still delete files. The record is tamper-evident, not tamper-proof.
      </p>
    </div>
  );
}
