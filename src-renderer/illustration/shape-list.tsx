import { Diamond, Plus, Trash2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as PlainButton } from 'react-aria-components';
import { type IllustrationShape, shapeColours } from '../../src-main/domain/illustration.ts';
import { inksOf, shapePlaceAt } from '../../src-main/domain/illustration-geometry.ts';
import { countText } from '../playback/time-text.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { PlainText } from '../ui/plain-text.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { FrameField } from './frame-field.tsx';
import { placeShape, type Range, rangeOfShape, showBetween, withoutKeyframe } from './shape-edits.ts';
import styles from './shape-list.module.css';
import { colourNames, kindNames, rangeText, shapeName } from './shape-words.ts';

type ShapeListProps = {
  readonly shapes: readonly IllustrationShape[];
  readonly selected: number | null;
  readonly frame: number;
  readonly range: Range;
  readonly onSelect: (position: number | null) => void;
  readonly onGoTo: (frame: number) => void;
  /** Null takes the shape away. */
  readonly onChange: (position: number, shape: IllustrationShape | null, kind?: string) => void;
};

const colours = shapeColours.map((value) => ({ value, label: colourNames[value] }));
const movements = [
  { value: 'linear', label: 'Moves evenly', description: 'In a straight line from keyframe to keyframe.' },
  { value: 'hold', label: 'Stays, then jumps', description: 'Stands still until the next keyframe.' },
] as const;

/** The shapes with, for the one that is selected, everything that can be changed of it. */
export function ShapeList(props: ShapeListProps): ReactNode {
  const { shapes, selected, onSelect } = props;
  return (
    <ul className={styles['shapes']} aria-label="Shapes">
      {shapes.map((shape, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a shape is known by its place in the list.
        <li key={position} className={styles['shape']} data-selected={position === selected}>
          <div className={styles['row']}>
            <PlainButton
              className={styles['select'] ?? ''}
              aria-expanded={position === selected}
              onPress={() => onSelect(position === selected ? null : position)}
            >
              <svg className={styles['dot']} viewBox="0 0 12 12" aria-hidden="true">
                <circle cx="6" cy="6" r="5" fill={inksOf(shape.colour).ink} stroke={inksOf(shape.colour).rim} />
              </svg>
              <span className={styles['name']}>
                {kindNames[shape.kind]} {position + 1}
                {shape.text === '' ? null : (
                  <>
                    {' '}
                    <PlainText text={shape.text} isProse />
                  </>
                )}
              </span>
              <span className={styles['where']}>{rangeText(shape)}</span>
            </PlainButton>
            <IconButton
              label={`Delete ${shapeName(shape, position)}`}
              size="small"
              onPress={() => props.onChange(position, null)}
            >
              <Trash2 aria-hidden="true" />
            </IconButton>
          </div>
          {position === selected ? <ShapeFields {...props} shape={shape} position={position} /> : null}
        </li>
      ))}
    </ul>
  );
}

function ShapeFields({
  shape,
  position,
  frame,
  range,
  onGoTo,
  onChange,
}: ShapeListProps & { readonly shape: IllustrationShape; readonly position: number }): ReactNode {
  const shown = rangeOfShape(shape);
  const place = shapePlaceAt(shape, frame);
  const isKeyHere = shape.keyframes.some((one) => one.frame === frame);
  return (
    <div className={styles['fields']}>
      <TextField
        label="Text"
        value={shape.text}
        maxLength={200}
        onChange={(text) => onChange(position, { ...shape, text }, `text ${position}`)}
      />
      <div className={styles['pair']}>
        <Select
          label="Colour"
          options={colours}
          value={shape.colour}
          onChange={(colour) => onChange(position, { ...shape, colour })}
        />
        <Select
          label="Movement"
          options={movements}
          value={shape.movement}
          onChange={(movement) => onChange(position, { ...shape, movement })}
        />
      </div>
      <div className={styles['pair']}>
        <FrameField
          label="Shown from frame"
          value={shown.first}
          minimum={range.first}
          maximum={Math.min(shown.last, range.last)}
          onChange={(first) => onChange(position, showBetween(shape, { ...shown, first }))}
        />
        <FrameField
          label="to frame"
          value={shown.last}
          minimum={Math.max(shown.first, range.first)}
          maximum={range.last}
          onChange={(last) => onChange(position, showBetween(shape, { ...shown, last }))}
        />
      </div>
      <div className={styles['keys']}>
        <span className={styles['caption']}>Keyframes</span>
        {shape.keyframes.map((one) => (
          <span key={one.frame} className={styles['key']} data-here={one.frame === frame}>
            <PlainButton
              className={styles['keyFrame'] ?? ''}
              aria-label={`Go to keyframe ${one.frame}`}
              {...(one.frame === frame ? { 'aria-current': 'true' as const } : {})}
              onPress={() => onGoTo(one.frame)}
            >
              <Diamond aria-hidden="true" />
              {countText(one.frame)}
            </PlainButton>
            {shape.keyframes.length > 1 ? (
              <PlainButton
                className={styles['keyRemove'] ?? ''}
                aria-label={`Remove keyframe ${one.frame}`}
                onPress={() => onChange(position, withoutKeyframe(shape, one.frame))}
              >
                <X aria-hidden="true" />
              </PlainButton>
            ) : null}
          </span>
        ))}
        {isKeyHere || place === null ? null : (
          <Button
            size="small"
            variant="quiet"
            icon={<Plus />}
            onPress={() => onChange(position, placeShape(shape, frame, place))}
          >
            Keyframe here
          </Button>
        )}
      </div>
      {place === null ? <p className={styles['hint']}>Not shown in frame {countText(frame)}.</p> : null}
    </div>
  );
}
