import { Archive } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { type AppError, toAppError } from '../../../src-main/domain/app-error.ts';
import type { Packet } from '../../../src-main/domain/packet.ts';
import type { PacketPreview } from '../../../src-main/domain/packet-preview.ts';
import { useDoors } from '../../engine/use-engine.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { cx } from '../../ui/cx.ts';
import { byteText, countOf } from '../../ui/date-text.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { focusFirstInvalid } from '../../ui/focus-invalid.ts';
import { PlainText } from '../../ui/plain-text.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showError } from '../../ui/toast-store.ts';
import { ContextPanel } from './context-panel.tsx';
import { CosignerGroup } from './cosigner-group.tsx';
import type { PacketChoiceOf, PacketPlanDraft, PlanProblems } from './packet-plan.ts';
import { profileOrder, profileWords } from './packet-profiles.ts';
import { PapersGroup } from './papers-group.tsx';
import styles from './plan-panel.module.css';

type PlanPanelProps = {
  readonly plan: PacketPlanDraft;
  readonly onChange: (plan: PacketPlanDraft) => void;
  readonly choice: PacketChoiceOf;
  /** What would come of it; null while nothing is chosen or it is not known yet. */
  readonly preview: PacketPreview | null;
  /** Why it could not be sealed as it stands. */
  readonly previewError: AppError | null;
  readonly sealed: readonly Packet[];
  readonly problems: PlanProblems | null;
  readonly error: AppError | null;
  readonly isPending: boolean;
  readonly onSeal: () => void;
};

/** Where the keys go that leave the list of what can be chosen. */
export const planPanelId = 'about-this-packet';

/** For whom, what goes along, under which name, where to. */
export function PlanPanel(props: PlanPanelProps): ReactNode {
  const { plan, onChange, choice, preview, previewError, sealed, problems, error, isPending, onSeal } = props;
  const { shell } = useDoors();
  const words = profileWords[plan.profile];
  const panel = useRef<HTMLElement>(null);
  const problem = Object.values(problems ?? {}).find((each) => each !== null) ?? null;

  function seal(): void {
    onSeal();
    focusFirstInvalid(panel.current);
  }

  async function pickFolder(): Promise<void> {
    const picked = await shell.call('dialog.pickFolder', { title: 'Where should the packet go?' });
    if (picked !== null) {
      onChange({ ...plan, into: picked });
    }
  }

  return (
    <aside ref={panel} id={planPanelId} tabIndex={-1} className={styles['panel']} aria-label="About this packet">
      <div className={styles['fields']}>
        <RadioGroup
          label="For whom"
          look="cards"
          value={plan.profile}
          onChange={(profile) => onChange({ ...plan, profile })}
          options={profileOrder.map((profile) => ({
            value: profile,
            label: profileWords[profile].name,
            description:
              profile === plan.profile ? (
                <span className={styles['profile']}>
                  <span>{profileWords[profile].audience}</span>
                  <span>
                    <strong>Goes out:</strong> {profileWords[profile].leaves}
                  </span>
                  <span>
                    <strong>Stays here:</strong> {profileWords[profile].stays}
                  </span>
                </span>
              ) : (
                profileWords[profile].audience
              ),
          }))}
        />
        <ContextPanel plan={plan} onChange={onChange} overlap={preview?.context ?? []} problems={problems} />
        <Checkbox
          isSelected={plan.includeNative && words.mayHoldNative}
          isDisabled={!words.mayHoldNative}
          onChange={(includeNative) => onChange({ ...plan, includeNative })}
        >
          Include the native files
          <span className={styles['help']}>
            {words.mayHoldNative
              ? 'A bit-identical copy of each recording, once. Needed where the other side wants to examine the original.'
              : 'A public release never holds native files.'}
          </span>
        </Checkbox>
        <TextField
          label="Name of the packet"
          value={plan.name}
          onChange={(name) => onChange({ ...plan, name })}
          error={problems?.name}
          placeholder="Made from the name of the matter"
          description="Also the name of its folder: letters, digits, dots and dashes."
          isMono
          autoComplete="off"
        />
        <div className={styles['destination']}>
          <span className={styles['label']}>Destination</span>
          <span className={styles['folder']}>
            {plan.into === null ? 'The packets folder of this matter' : <PlainText text={plan.into.name} isOneLine />}
          </span>
          <span className={styles['buttons']}>
            <Button
              size="small"
              onPress={() => {
                pickFolder().catch((thrown: unknown) => showError(toAppError(thrown)));
              }}
            >
              Choose a folder…
            </Button>
            {plan.into === null ? null : (
              <Button size="small" variant="quiet" onPress={() => onChange({ ...plan, into: null })}>
                Use the packets folder
              </Button>
            )}
          </span>
        </div>
        <PapersGroup
          plan={plan}
          onChange={onChange}
          problems={problems}
          sealed={sealed}
          nextBates={preview?.nextBates ?? null}
        />
        <CosignerGroup plan={plan} onChange={onChange} problems={problems} />
      </div>
      {previewError === null && error === null ? null : (
        <div className={styles['errors']}>
          {previewError === null ? null : <ErrorNote error={previewError} title="It cannot be sealed like this" />}
          {error === null ? null : <ErrorNote error={error} title="The packet was not begun" />}
        </div>
      )}
      <footer className={styles['footer']}>
        <span className={cx(styles['sum'], problem !== null && styles['problem'])} role="status">
          {problem ?? sumText(choice, preview)}
        </span>
        <Button variant="primary" size="large" icon={<Archive />} isDisabled={isPending} onPress={seal}>
          Seal the packet
        </Button>
      </footer>
    </aside>
  );
}

/** What will be in it: `12 exhibits, 40 files, about 310 MB`. */
function sumText(choice: PacketChoiceOf, preview: PacketPreview | null): string {
  if (preview === null) {
    return countOf(choice.ids.length, choice.kind === 'exhibits' ? 'exhibit' : 'annotation');
  }
  const { exhibits, fileCount, byteCount } = preview;
  return `${countOf(exhibits.length, 'exhibit')}, ${countOf(fileCount, 'file')}, about ${byteText(byteCount).replace(' ', '\u00a0')}`;
}
