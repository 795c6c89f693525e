import { Clapperboard, MapPinOff, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { AppError, toAppError } from '../../../src-main/domain/app-error.ts';
import type { Exhibit } from '../../../src-main/domain/exhibit.ts';
import { classOfContent } from '../../../src-main/domain/exhibit-files.ts';
import { exhibitLabel, exhibitNumberSchema } from '../../../src-main/domain/exhibit-number.ts';
import type { MovedAnnotation } from '../../../src-main/domain/exhibit-preview.ts';
import type { FootageDetail } from '../../../src-main/domain/footage.ts';
import { useEngineQuery } from '../../engine/use-engine.ts';
import { countText } from '../../playback/time-text.ts';
import { session } from '../../session/session.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ClassBadge } from '../../ui/class-badge.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { showError } from '../../ui/toast-store.ts';
import { HintedTextField } from '../../wording/hinted-text-field.tsx';
import { DraftField, useDraft } from './draft-field.tsx';
import styles from './exhibit-editor.module.css';
import { EndPictures, FileTable, PreviewNotes } from './exhibit-preview.tsx';
import { firstFrame } from './exhibit-words.ts';
import { OptionsEditor } from './options-editor.tsx';
import { SpanEditor } from './span-editor.tsx';
import { useReviseExhibit } from './use-revise-exhibit.ts';

type ExhibitEditorProps = {
  readonly exhibit: Exhibit;
  readonly source: FootageDetail | undefined;
  readonly moved: MovedAnnotation | undefined;
  readonly isReadOnly: boolean;
  readonly onWithdraw: () => void;
};

/** One exhibit: what it is called, what it shows, what goes along, and exactly what will be made. */
export function ExhibitEditor({ exhibit, source, moved, isReadOnly, onWithdraw }: ExhibitEditorProps): ReactNode {
  const { revise, reviseOptions } = useReviseExhibit();
  const preview = useEngineQuery('exhibits.preview', { id: exhibit.id });
  const { content, footageId } = exhibit;
  const label = exhibitLabel(exhibit.number);
  return (
    <section className={styles['editor']} aria-label={label}>
      <header className={styles['head']}>
        <h2 className={styles['label']}>{label}</h2>
        <ClassBadge value={classOfContent(content)} />
        <span className={styles['source']}>
          <PlainText text={source?.footage.originalName ?? ''} isOneLine />
        </span>
        <span className={styles['acts']}>
          <Button
            variant="quiet"
            icon={<Clapperboard />}
            onPress={() =>
              session.getState().navigate({
                screen: 'review',
                footageId,
                ...(exhibit.annotationId === null || moved?.isWithdrawn === true
                  ? { frame: firstFrame(content) }
                  : { annotationId: exhibit.annotationId }),
              })
            }
          >
            Open on the bench
          </Button>
          <Button variant="quiet" icon={<Trash2 />} isDisabled={isReadOnly} onPress={onWithdraw}>
            Withdraw…
          </Button>
        </span>
      </header>
      {moved === undefined ? null : (
        <MovedBanner
          moved={moved}
          isReadOnly={isReadOnly}
          onFollow={() => {
            const { inFrame, outFrame } = moved.span;
            revise(exhibit, { span: { inFrame, outFrame } }).catch((thrown: unknown) => showError(toAppError(thrown)));
          }}
        />
      )}
      <Names exhibit={exhibit} isReadOnly={isReadOnly} revise={revise} />
      <div className={styles['part']}>
        <h3 className={styles['heading']}>What it shows</h3>
        {content.kind === 'clip' ? (
          <SpanEditor
            exhibit={exhibit}
            span={content.span}
            frameCount={source?.index?.frameCount ?? null}
            timebase={source?.index?.timebase ?? null}
            isReadOnly={isReadOnly}
            revise={revise}
          />
        ) : null}
        {preview.data === undefined ? null : (
          <EndPictures preview={preview.data} aids={content.kind === 'still' ? content.aids : null} />
        )}
      </div>
      {content.kind === 'native' ? null : (
        <div className={styles['part']}>
          <h3 className={styles['heading']}>What goes along</h3>
          <OptionsEditor exhibit={exhibit} isReadOnly={isReadOnly} change={(part) => reviseOptions([exhibit], part)} />
        </div>
      )}
      <div className={styles['part']}>
        <h3 className={styles['heading']}>Files that will be made</h3>
        {preview.isError ? (
          <ErrorNote error={preview.error} title="What it will contain cannot be told" />
        ) : preview.data === undefined ? null : (
          <>
            <FileTable preview={preview.data} />
            <PreviewNotes preview={preview.data} />
          </>
        )}
      </div>
    </section>
  );
}

type MovedBannerProps = {
  readonly moved: MovedAnnotation;
  readonly isReadOnly: boolean;
  readonly onFollow: () => void;
};

function MovedBanner({ moved: { span, isWithdrawn }, isReadOnly, onFollow }: MovedBannerProps): ReactNode {
  if (isWithdrawn) {
    return (
      <Banner tone="warning" title="Its annotation was withdrawn since">
        The exhibit keeps its frames. Its observation no longer goes along.
      </Banner>
    );
  }
  return (
    <Banner
      tone="warning"
      title="Its annotation has moved since"
      actions={
        <Button size="small" icon={<MapPinOff />} isDisabled={isReadOnly} onPress={onFollow}>
          Follow it
        </Button>
      }
    >
      It now lies on frames {countText(span.inFrame)} to {countText(span.outFrame - 1)}; the exhibit keeps its own.
    </Banner>
  );
}

type NamesProps = {
  readonly exhibit: Exhibit;
  readonly isReadOnly: boolean;
  readonly revise: ReturnType<typeof useReviseExhibit>['revise'];
};

/** Number, title and description. */
function Names({ exhibit, isReadOnly, revise }: NamesProps): ReactNode {
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const title = useDraft({ value: exhibit.title, onCommit: (text) => revise(exhibit, { title: text }) });
  const description = useDraft({
    value: exhibit.description,
    onCommit: (text) => revise(exhibit, { description: text }),
  });
  const hints = {
    field: 'observation',
    dismissed,
    onDismiss: (key: string) => setDismissed([...dismissed, key]),
  } as const;
  return (
    <div className={styles['names']}>
      <div className={styles['numberBox']}>
        <DraftField
          label="Number"
          isMono
          isDisabled={isReadOnly}
          value={exhibit.number}
          onCommit={async (text) => {
            const number = exhibitNumberSchema.safeParse(text.replace(/^ex\.?\s*/i, '').toUpperCase());
            if (!number.success) {
              throw new AppError('bad-request', number.error.issues[0]?.message ?? 'This is no exhibit number.');
            }
            await revise(exhibit, { number: number.data });
          }}
        />
      </div>
      <HintedTextField
        {...hints}
        label="Title"
        rows={2}
        isDisabled={isReadOnly}
        maxLength={200}
        value={title.text}
        error={title.error}
        onChange={(text) => title.change(text.replaceAll(/\s*\n\s*/g, ' '))}
        onBlur={title.commit}
      />
      <div className={styles['description']}>
        <HintedTextField
          {...hints}
          label="Description"
          description="What is to be seen and heard, no conclusion. It stands in the exhibit index."
          rows={2}
          isDisabled={isReadOnly}
          maxLength={4000}
          value={description.text}
          error={description.error}
          onChange={description.change}
          onBlur={description.commit}
        />
      </div>
    </div>
  );
}
