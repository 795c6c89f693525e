import { type KeyboardEvent, type ReactNode, useState } from 'react';
import {
  agencyNames,
  cameraStates,
  faceCovers,
  legibilities,
  pseudonymSchema,
  type Subject,
  type SubjectDetails,
  subjectDetailsSchema,
  subjectRoles,
} from '../../../../src-main/domain/subject.ts';
import { useEngineMutation } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { keepTypedSubject, subjectDesk, type TypedSubject } from '../../../playback/subject-desk.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { showNotice, showSuccess } from '../../../ui/toast-store.ts';
import form from '../annotation-form/annotation-form.module.css';
import { SubjectField } from './subject-field.tsx';
import { SuggestField } from './suggest-field.tsx';

type SubjectEditorProps = { readonly bench: Bench; readonly subject: Subject; readonly onClose: () => void };

type TextKey = {
  [K in keyof SubjectDetails]: SubjectDetails[K] extends string
    ? string extends SubjectDetails[K]
      ? K
      : never
    : never;
}[keyof SubjectDetails];

const asOptions = <V extends string>(values: readonly V[]) => values.map((value) => ({ value, label: value }));

/** What can be seen and heard of a subject. No real name, no status, no guess at race or origin. */
export function SubjectEditor({ bench, subject, onClose }: SubjectEditorProps): ReactNode {
  const revise = useEngineMutation('subjects.revise');
  // Leaving the editor for a moment, as to annotate what is just seen, must not lose what was typed.
  const [typed, setTyped] = useState<TypedSubject>(() => subjectDesk.getState().typed.get(subject.id) ?? subject);
  const { pseudonym, role, details } = typed;
  const [isTried, setTried] = useState(false);
  const isVehicle = subject.kind === 'vehicle';
  const named = pseudonymSchema.safeParse(pseudonym);
  const plate = subjectDetailsSchema.shape.plate.safeParse(details.plate);
  const lacksSource = details.agencyConfirmed.trim() !== '' && details.agencyConfirmedBy.trim() === '';

  function changeSubject(part: (now: TypedSubject) => Partial<TypedSubject>): void {
    const now = subjectDesk.getState().typed.get(subject.id) ?? typed;
    const { pseudonym: name, role: newRole, details: newDetails } = { ...now, ...part(now) };
    const next = { pseudonym: name, role: newRole, details: newDetails };
    keepTypedSubject(subject.id, next);
    setTyped(next);
    // Only what failed is cleared: one under way must still be heard of.
    if (revise.isError) {
      revise.reset();
    }
  }

  function change(part: Partial<SubjectDetails>): void {
    changeSubject((now) => ({ details: { ...now.details, ...part } }));
  }

  function cancel(): void {
    const discarded = subjectDesk.getState().typed.get(subject.id);
    keepTypedSubject(subject.id, null);
    if (discarded !== undefined) {
      showNotice(`Changes to ${subject.pseudonym} discarded.`, 'subject', {
        label: 'Bring back',
        run: () => {
          keepTypedSubject(subject.id, discarded);
          subjectDesk.getState().show(subject.id);
        },
      });
    }
    onClose();
  }

  function save(): void {
    setTried(true);
    if (!named.success || !plate.success || lacksSource || revise.isPending) {
      return;
    }
    revise.mutate(
      { id: subject.id, revision: subject.revision, changes: { pseudonym, role, details } },
      {
        onSuccess: (changed) => {
          keepTypedSubject(subject.id, null);
          showSuccess(`${changed.pseudonym} changed.`);
          onClose();
        },
      },
    );
  }

  function onKeyDownCapture(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      save();
    }
  }

  const text = (
    key: TextKey,
    label: string,
    more: { rows?: number; description?: string; maxLength?: number } = {},
  ) => (
    <TextField
      label={label}
      value={details[key]}
      onChange={(value) => change({ [key]: value })}
      maxLength={300}
      {...more}
    />
  );

  return (
    <form
      className={form['form']}
      aria-label={`Edit ${subject.pseudonym}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDownCapture={onKeyDownCapture}
    >
      <h2 className={form['title']}>Edit {subject.pseudonym}</h2>
      <div className={form['fields']}>
        <TextField
          label="Name here"
          value={pseudonym}
          onChange={(name) => changeSubject(() => ({ pseudonym: name }))}
          autoFocus
          maxLength={80}
          error={isTried && !named.success ? named.error.issues[0]?.message : undefined}
          description="A pseudonym, never a real name."
        />
        <Select
          label="Role"
          value={role}
          onChange={(value) => changeSubject(() => ({ role: value }))}
          options={asOptions<string>(subjectRoles[subject.kind])}
        />
        {isVehicle ? (
          <>
            {text('make', 'Make and model')}
            {text('colour', 'Colour')}
            <TextField
              label="Plate, as read"
              isMono
              value={details.plate}
              onChange={(value) => change({ plate: value })}
              maxLength={20}
              error={plate.success ? undefined : plate.error.issues[0]?.message}
              description="? for every doubtful character."
            />
            {text('markings', 'Markings', { rows: 2, maxLength: 2000 })}
            {text('lights', 'Lights and siren', { rows: 2, maxLength: 2000 })}
          </>
        ) : (
          <>
            <SuggestField
              label="Agency, as claimed"
              suggestions={agencyNames}
              value={details.agencyClaimed}
              onChange={(value) => change({ agencyClaimed: value })}
            />
            {text('agencyObserved', 'Agency, as patches read', {
              description: 'Letter by letter, ? for doubtful ones.',
            })}
            <SuggestField
              label="Agency, confirmed"
              suggestions={agencyNames}
              value={details.agencyConfirmed}
              onChange={(value) => change({ agencyConfirmed: value })}
            />
            {details.agencyConfirmed.trim() === '' ? null : (
              <TextField
                label="Confirmed by"
                isRequired
                value={details.agencyConfirmedBy}
                onChange={(value) => change({ agencyConfirmedBy: value })}
                maxLength={300}
                error={isTried && lacksSource ? 'Say where the confirmation comes from.' : undefined}
                description="A document, a statement, a person who may say so."
              />
            )}
            <Select
              label="Face"
              value={details.faceCover}
              onChange={(faceCover) => change({ faceCover })}
              options={asOptions(faceCovers)}
            />
            {text('badgeOrName', 'Badge or name, as read', { description: '? for every doubtful character.' })}
            {details.badgeOrName === '' ? null : (
              <Select
                label="How well the badge can be read"
                value={details.badgeLegibility}
                onChange={(badgeLegibility) => change({ badgeLegibility })}
                options={asOptions(legibilities)}
              />
            )}
            {text('clothing', 'Clothing', { rows: 2, maxLength: 2000 })}
            {text('build', 'Build', { rows: 2, maxLength: 2000 })}
            {text('equipment', 'Equipment', { rows: 2, maxLength: 2000 })}
            {text('weaponCarried', 'Weapon carried')}
            <Select
              label="Camera"
              value={details.camera}
              onChange={(camera) => change({ camera })}
              options={asOptions(cameraStates)}
            />
            {text('voice', 'Voice', { rows: 2, maxLength: 2000 })}
            <SubjectField
              footageId={bench.footageId}
              label="Vehicles"
              kinds={['vehicle']}
              value={details.vehicleIds}
              onChange={(changeIds) =>
                changeSubject((now) => ({
                  details: { ...now.details, vehicleIds: [...changeIds(now.details.vehicleIds)] },
                }))
              }
            />
          </>
        )}
        {revise.error === null ? null : <ErrorNote error={revise.error} title="Nothing was changed" />}
      </div>
      <footer className={form['actions']}>
        <span className={form['clear']}>
          <KeyHint shortcut="Mod+Enter" />
        </span>
        <Button onPress={cancel}>Cancel</Button>
        <Button variant="primary" type="submit" isDisabled={revise.isPending}>
          Record the changes
        </Button>
      </footer>
    </form>
  );
}
