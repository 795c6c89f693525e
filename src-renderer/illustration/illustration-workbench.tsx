import { Circle, MessageSquare, Minus, MoveUpRight, Redo2, Shapes, Square, Undo2 } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Heading } from 'react-aria-components';
import { type AppError, toAppError } from '../../src-main/domain/app-error.ts';
import { aidNotice, sourceClockText } from '../../src-main/domain/burn-in.ts';
import {
  type IllustrationShape,
  illustrationSchema,
  isIllustrating,
  shapeKinds,
} from '../../src-main/domain/illustration.ts';
import type { ShapePlace } from '../../src-main/domain/illustration-geometry.ts';
import type { RecordingFacts } from '../../src-main/domain/recording-facts.ts';
import { ptsToMicros } from '../../src-main/domain/time.ts';
import { mainVideo } from '../player/picture-size.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorNote } from '../ui/error-note.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { AidOptions } from './aid-options.tsx';
import { pictureOf } from './aid-picture.ts';
import type { IllustrationEditorProps } from './editor-props.ts';
import { FrameSteps } from './frame-steps.tsx';
import styles from './illustration-editor.module.css';
import { IllustrationStage } from './illustration-stage.tsx';
import { middlePlace, newShape, placeShape, rangeOfSpan, withShape } from './shape-edits.ts';
import { ShapeList } from './shape-list.tsx';
import { kindNames } from './shape-words.ts';
import { useEditing } from './use-editing.ts';
import { useExactFrame } from './use-exact-frame.ts';

const icons: Readonly<Record<IllustrationShape['kind'], ReactNode>> = {
  arrow: <MoveUpRight aria-hidden="true" />,
  line: <Minus aria-hidden="true" />,
  rectangle: <Square aria-hidden="true" />,
  ellipse: <Circle aria-hidden="true" />,
  'call-out': <MessageSquare aria-hidden="true" />,
};
const kindKeys: Readonly<Record<IllustrationShape['kind'], string>> = {
  arrow: 'A',
  line: 'L',
  rectangle: 'R',
  ellipse: 'E',
  'call-out': 'C',
};

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, [role="listbox"], [role="slider"]') !== null;
}

/** Draws an illustrative aid: the exact frame with its shapes, the steps between frames, and everything that is on it. */
export function IllustrationWorkbench(props: IllustrationEditorProps & { readonly facts: RecordingFacts }): ReactNode {
  const { span, footageId, facts, exhibitLabel, onClose } = props;
  const range = rangeOfSpan(span);
  const editing = useEditing(props.illustration ?? illustrationSchema.parse({}));
  const { illustration, change } = editing;
  const [frame, setFrame] = useState<number>(span.inFrame);
  const [selected, setSelected] = useState<number | null>(null);
  const [drawing, setDrawing] = useState<IllustrationShape['kind'] | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const [failure, setFailure] = useState<AppError | null>(null);
  const [isKeeping, setKeeping] = useState(false);
  const { exact, last, error } = useExactFrame(footageId, frame, range);
  const stage = useRef<HTMLDivElement>(null);
  const picture = pictureOf(facts);
  const timebase = mainVideo(facts)?.timebase ?? { num: 1, den: 1000 };
  const micros = exact === null ? null : ptsToMicros(exact.pts, timebase);
  const hasClock = sourceClockText(facts, { number: span.inFrame, micros: ptsToMicros(span.inPts, timebase) }) !== null;
  const isWorthKeeping = isIllustrating(illustration, span);

  useEffect(() => stage.current?.focus(), []);

  function goTo(wanted: number): void {
    setFrame(Math.min(range.last, Math.max(range.first, wanted)));
  }

  function draw(kind: IllustrationShape['kind'], place: ShapePlace): void {
    const shape = newShape(kind, frame, range, place);
    change({ ...illustration, shapes: [...illustration.shapes, shape] });
    setSelected(illustration.shapes.length);
    setDrawing(null);
    stage.current?.focus();
  }

  function onStageKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -10, ArrowDown: 10 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      goTo(frame + (event.shiftKey ? step * 10 : step));
    } else if (event.key === 'Enter' && drawing !== null) {
      event.preventDefault();
      draw(drawing, middlePlace(drawing));
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && selected !== null) {
      event.preventDefault();
      change(withShape(illustration, selected, null));
      setSelected(null);
      stage.current?.focus();
    }
  }

  function leave(): void {
    if (editing.isChanged) {
      setLeaving(true);
    } else {
      onClose();
    }
  }

  /** Keys of the whole window; those of a text box are its own. */
  function onKey(event: KeyboardEvent): void {
    if (isLeaving) {
      return;
    }
    const isCommand = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (drawing !== null) {
        setDrawing(null);
      } else if (selected !== null) {
        setSelected(null);
        stage.current?.focus();
      } else {
        leave();
      }
      return;
    }
    if (isTyping(event.target)) {
      return;
    }
    if (isCommand && (key === 'z' || key === 'y')) {
      event.preventDefault();
      setSelected(null);
      if (key === 'y' || event.shiftKey) {
        editing.redo();
      } else {
        editing.undo();
      }
      return;
    }
    if (isCommand || event.altKey) {
      return;
    }
    const kind = shapeKinds.find((one) => kindKeys[one].toLowerCase() === key);
    const moves: Readonly<Record<string, number>> = {
      ',': frame - 1,
      '.': frame + 1,
      home: range.first,
      end: range.last,
    };
    const wanted = moves[key];
    if (wanted !== undefined) {
      event.preventDefault();
      goTo(wanted);
    } else if (kind !== undefined && !event.shiftKey) {
      event.preventDefault();
      setDrawing(kind);
      stage.current?.focus();
    }
  }

  function keep(): void {
    setKeeping(true);
    setFailure(null);
    Promise.resolve(props.onChange(illustration))
      .then(onClose)
      .catch((thrown: unknown) => {
        setFailure(toAppError(thrown));
        setKeeping(false);
      });
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the window, as a dialog has them.
    <div className={styles['bench']} onKeyDown={onKey}>
      <header className={styles['header']}>
        <Heading slot="title" className={styles['title'] ?? ''}>
          Illustrative aid of {exhibitLabel}
        </Heading>
        <p className={styles['note']}>A file of its own beside the clip. “{aidNotice}” stands in every picture.</p>
        <div className={styles['actions']}>
          <Button onPress={leave}>Cancel</Button>
          <Button variant="primary" isDisabled={!isWorthKeeping || isKeeping || !editing.isChanged} onPress={keep}>
            Keep the aid
          </Button>
        </div>
      </header>
      <div className={styles['main']}>
        <div className={styles['left']}>
          <div className={styles['tools']} role="toolbar" aria-label="Shapes to draw">
            {shapeKinds.map((kind) => (
              <IconButton
                key={kind}
                label={`Draw: ${kindNames[kind]}`}
                shortcut={kindKeys[kind]}
                placement="bottom"
                isOn={drawing === kind}
                isDisabled={illustration.shapes.length >= 200}
                onPress={() => {
                  setDrawing(drawing === kind ? null : kind);
                  stage.current?.focus();
                }}
              >
                {icons[kind]}
              </IconButton>
            ))}
            <span className={styles['rule']} />
            <IconButton
              label="Undo"
              shortcut="Mod+Z"
              placement="bottom"
              isDisabled={!editing.canUndo}
              onPress={editing.undo}
            >
              <Undo2 aria-hidden="true" />
            </IconButton>
            <IconButton
              label="Redo"
              shortcut="Mod+Shift+Z"
              placement="bottom"
              isDisabled={!editing.canRedo}
              onPress={editing.redo}
            >
              <Redo2 aria-hidden="true" />
            </IconButton>
            <p className={styles['status']} role="status">
              {drawing !== null
                ? `${kindNames[drawing]}: drag on the picture, or press Enter to place it in the middle.`
                : selected !== null
                  ? 'Drag, or move with the arrow keys on the shape (Shift: farther). Moving sets a keyframe at this frame.'
                  : ''}
            </p>
          </div>
          <IllustrationStage
            {...{
              illustration,
              frame,
              span,
              shown: last,
              hasFailed: error !== null,
              facts,
              timebase,
              exhibitLabel,
              picture,
              selected,
              drawing,
              onStageKey,
            }}
            stageRef={stage}
            onSelect={setSelected}
            onDraw={(place) => draw(drawing ?? 'arrow', place)}
            onPlace={(position, place, isNudge) => {
              const shape = illustration.shapes[position];
              if (shape !== undefined) {
                change(
                  withShape(illustration, position, placeShape(shape, frame, place)),
                  isNudge ? `nudge ${position} ${frame}` : '',
                );
              }
            }}
          />
          {error === null ? null : <ErrorNote error={error} title="This frame could not be shown" />}
          <FrameSteps frame={frame} range={range} micros={micros} onGoTo={goTo} />
        </div>
        <aside className={styles['side']} aria-label="What the aid shows">
          {failure === null ? null : <ErrorNote error={failure} title="The aid was not kept" />}
          <section className={styles['section']} aria-labelledby="aid-shapes">
            <h3 id="aid-shapes" className={styles['heading']}>
              Shapes
            </h3>
            {illustration.shapes.length === 0 ? (
              <EmptyState icon={<Shapes />} title="No shapes">
                Choose an arrow, a box or a call-out above the picture and drag it into place. It is shown from this
                frame to the end of the span.
              </EmptyState>
            ) : (
              <ShapeList
                shapes={illustration.shapes}
                {...{ selected, frame, range }}
                onSelect={setSelected}
                onGoTo={goTo}
                onChange={(position, shape, kind) => {
                  change(withShape(illustration, position, shape), kind);
                  if (shape === null) {
                    setSelected(null);
                  }
                }}
              />
            )}
          </section>
          <AidOptions {...{ illustration, frame, hasClock, exhibitLabel }} onGoTo={goTo} onChange={change} />
          {isWorthKeeping ? null : (
            <p className={styles['hint']}>
              An aid that shows nothing of its own is not made. Add a shape, something written below the picture, slow
              motion or a freeze.
            </p>
          )}
        </aside>
      </div>
      <ConfirmDialog
        isOpen={isLeaving}
        title="Leave without keeping the aid?"
        confirmLabel="Leave"
        onConfirm={onClose}
        onCancel={() => setLeaving(false)}
      >
        What was changed since it was opened is lost.
      </ConfirmDialog>
    </div>
  );
}
