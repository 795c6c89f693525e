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
import { Button } from '../../../ui/button.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { showSuccess } from '../../../ui/toast-store.ts';
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
  const [pseudonym, setPseudonym] = useState(subject.pseudonym);
  const [role, setRole] = useState(subject.role);
  const [details, setDetails] = useState(subject.details);
  const [isTried, setTried] = useState(false);
  const isVehicle = subject.kind === 'vehicle';
  const named = pseudonymSchema.safeParse(pseudonym);
  const plate = subjectDetailsSchema.shape.plate.safeParse(details.plate);
  const lacksSource = details.agencyConfirmed.trim() !== '' && details.agencyConfirmedBy.trim() === '';

  function change(part: Partial<SubjectDetails>): void {
    setDetails({ ...details, ...part });
    revise.reset();
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
          onChange={setPseudonym}
          autoFocus
          maxLength={80}
          error={isTried && !named.success ? named.error.issues[0]?.message : undefined}
          description="A pseudonym, never a real name."
        />
        <Select label="Role" value={role} onChange={setRole} options={asOptions<string>(subjectRoles[subject.kind])} />
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
              onChange={(changeIds) => setDetails((now) => ({ ...now, vehicleIds: [...changeIds(now.vehicleIds)] }))}
            />
          </>
        )}
        {revise.error === null ? null : <ErrorNote error={revise.error} title="Nothing was changed" />}
      </div>
      <footer className={form['actions']}>
        <span className={form['clear']}>
          <KeyHint shortcut="Mod+Enter" />
        </span>
        <Button onPress={onClose}>Cancel</Button>
        <Button variant="primary" type="submit" isDisabled={revise.isPending}>
          Record the changes
        </Button>
      </footer>
    </form>
  );
}
