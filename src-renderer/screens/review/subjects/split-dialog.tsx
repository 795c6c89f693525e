import { type ReactNode, useMemo, useState } from 'react';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { Codebook } from '../../../../src-main/domain/codebook.ts';
import type { SubjectId } from '../../../../src-main/domain/identifier.ts';
import {
  type FrameReference,
  type Subject,
  type SubjectEntry,
  type SubjectFeature,
  standingSubject,
} from '../../../../src-main/domain/subject.ts';
import { useEngineMutation, useEngineQuery } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { currentFrame } from '../../../playback/bench-actions.ts';
import { subjectDesk } from '../../../playback/subject-desk.ts';
import { countText } from '../../../playback/time-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { namedCodes } from '../../../ui/code-name.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { showSuccess } from '../../../ui/toast-store.ts';
import styles from './decision.module.css';
import { EvidenceFrames } from './evidence-frames.tsx';
import { kindNames } from './subject-words.ts';
import { useSubjects } from './use-subjects.ts';

type SplitDialogProps = {
  readonly bench: Bench;
  readonly codebook: Codebook;
  readonly entry: SubjectEntry;
  /** Subjects that were merged into it. */
  readonly formerSubjects: readonly Subject[];
  readonly onClose: () => void;
};

type Part = { readonly id: string; readonly links: readonly SubjectId[]; readonly words: string };

function wordsOfAnnotation(annotation: Annotation, title: string, isHere: boolean): string {
  const text = annotation.observation.length > 70 ? `${annotation.observation.slice(0, 70)}…` : annotation.observation;
  return `${isHere ? '' : 'Another recording, '}frame ${countText(annotation.span.inFrame)}: ${title}. ${text}`;
}

function wordsOfFeature(feature: SubjectFeature, isHere: boolean): string {
  return `${isHere ? '' : 'Another recording, '}frame ${countText(feature.frame)}: ${feature.kind}, ${feature.text}`;
}

/** The decision that one subject is two: what belongs to the other, and why. */
export function SplitDialog({ bench, codebook, entry, formerSubjects, onClose }: SplitDialogProps): ReactNode {
  const { subject } = entry;
  const known = useSubjects(bench.footageId);
  const annotations = useEngineQuery('annotations.list', {}).data;
  const split = useEngineMutation('subjects.split');
  const kind = subject.kind;
  const [to, setTo] = useState<string>(formerSubjects[0]?.id ?? `new:${kind}`);
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [reason, setReason] = useState('');
  const [stageFrame] = useState(() => currentFrame(bench));
  const [evidence, setEvidence] = useState<readonly FrameReference[]>([]);
  const [isTried, setTried] = useState(false);
  const former = formerSubjects.find(({ id }) => id === to);

  const [ofAnnotations, ofFeatures] = useMemo((): [Part[], Part[]] => {
    const codes = namedCodes(codebook);
    const counts = (ids: readonly SubjectId[]) => ids.some((id) => known.named([id])[0]?.id === subject.id);
    return [
      (annotations ?? [])
        .filter(({ subjectIds }) => counts(subjectIds))
        .map((annotation) => ({
          id: annotation.id,
          links: annotation.subjectIds,
          words: wordsOfAnnotation(
            annotation,
            codes.get(annotation.code)?.title ?? annotation.code,
            annotation.footageId === bench.footageId,
          ),
        })),
      entry.features.map((feature) => ({
        id: feature.id,
        links: [feature.subjectId],
        words: wordsOfFeature(feature, feature.footageId === bench.footageId),
      })),
    ];
  }, [annotations, bench, codebook, entry, known, subject]);

  // As it will be once the former subject stands by itself again: what it brought goes with it.
  const afterwards =
    former === undefined ? known.byId : new Map(known.byId).set(former.id, { ...former, mergedInto: null });
  const brought = ({ links }: Part) =>
    former !== undefined && links.some((id) => standingSubject(afterwards, id)?.id === former.id);
  const goes = (part: Part) => changed.get(part.id) ?? brought(part);
  const chosen = (parts: readonly Part[]) => parts.filter(goes).map(({ id }) => id);
  const isNothing = former === undefined && [...ofAnnotations, ...ofFeatures].every((part) => !goes(part));

  function decide(): void {
    setTried(true);
    if (reason.trim() === '' || isNothing) {
      return;
    }
    const newKind = to === 'new:agent' ? 'agent' : to === 'new:person' ? 'person' : 'vehicle';
    split.mutate(
      {
        id: subject.id,
        revision: subject.revision,
        to: former === undefined ? { kind: newKind } : { former: former.id },
        reason,
        evidence: [...evidence],
        annotationIds: chosen(ofAnnotations),
        featureIds: chosen(ofFeatures),
      },
      {
        onSuccess: ({ to: made }) => {
          showSuccess(`${made.pseudonym} stands by itself.`);
          onClose();
          subjectDesk.getState().show(made.id);
        },
      },
    );
  }

  function Parts({ label, parts }: { readonly label: string; readonly parts: readonly Part[] }): ReactNode {
    return parts.length === 0 ? null : (
      <fieldset className={styles['evidence']}>
        <legend className={styles['legend']}>{label}</legend>
        <div className={styles['parts']}>
          {parts.map((part) => (
            <Checkbox
              key={part.id}
              isSelected={goes(part)}
              onChange={(isGoing) => setChanged(new Map(changed).set(part.id, isGoing))}
            >
              <span className={styles['part']}>
                <PlainText text={part.words} isProse />
              </span>
            </Checkbox>
          ))}
        </div>
      </fieldset>
    );
  }

  const newKinds = kind === 'vehicle' ? (['vehicle'] as const) : (['agent', 'person'] as const);
  return (
    <Dialog
      isOpen
      isTextKept
      title={`Split ${subject.pseudonym}`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={split.isPending || annotations === undefined} onPress={decide}>
            Split
          </Button>
        </>
      }
    >
      <div className={styles['decision']}>
        <Select
          label="What is split off"
          value={to}
          onChange={(next) => {
            setTo(next);
            setChanged(new Map());
          }}
          options={[
            ...formerSubjects.map(({ id, pseudonym }) => ({
              value: id as string,
              label: `${pseudonym}, merged before`,
              description: 'Takes back exactly what it brought, unless you choose otherwise',
            })),
            ...newKinds.map((newKind) => ({
              value: `new:${newKind}`,
              label: `A new ${kindNames[newKind].toLowerCase()}`,
              description: 'With the next free name',
            })),
          ]}
        />
        {Parts({ label: 'Annotations that go along', parts: ofAnnotations })}
        {Parts({ label: 'Features that go along', parts: ofFeatures })}
        {isTried && isNothing ? (
          <p className={styles['error']} role="alert">
            Choose at least one annotation or feature that belongs to the new one.
          </p>
        ) : null}
        <TextField
          label="What the decision rests on"
          isRequired
          rows={3}
          value={reason}
          onChange={setReason}
          maxLength={2000}
          error={isTried && reason.trim() === '' ? 'Say what the decision rests on.' : undefined}
          description="Kept in the history of both and in the custody log."
        />
        <EvidenceFrames
          bench={bench}
          value={evidence}
          onChange={setEvidence}
          offered={[{ footageId: bench.footageId, frame: stageFrame, words: 'the frame on the stage' }]}
        />
        {split.error === null ? null : <ErrorNote error={split.error} title="Nothing was split" />}
      </div>
    </Dialog>
  );
}
