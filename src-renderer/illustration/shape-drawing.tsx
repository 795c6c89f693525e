import type { ReactNode } from 'react';
import type { DrawnShape } from '../../src-main/domain/illustration-geometry.ts';
import { aidFamily } from './measure-text.ts';

/** A shape as the engine will draw it, from the same geometry. */
export function ShapeDrawing({
  drawn,
  isFramed,
}: {
  readonly drawn: DrawnShape;
  readonly isFramed: boolean;
}): ReactNode {
  const { ink, rim, strokeWidth, rimWidth, line, solid, label } = drawn;
  return (
    <g strokeLinejoin="round" strokeLinecap="round">
      {line === '' ? null : <path d={line} fill="none" stroke={rim} strokeWidth={strokeWidth + rimWidth * 2} />}
      {solid === '' ? null : <path d={solid} fill={rim} stroke={rim} strokeWidth={rimWidth * 2} />}
      {line === '' ? null : <path d={line} fill="none" stroke={ink} strokeWidth={strokeWidth} />}
      {solid === '' ? null : <path d={solid} fill={ink} />}
      {label === null ? null : (
        <>
          <rect
            {...{ x: label.x, y: label.y, width: label.width, height: label.height, rx: label.radius }}
            fill={rim}
            fillOpacity={0.88}
            {...(isFramed ? { stroke: ink, strokeWidth: strokeWidth * 0.6 } : {})}
          />
          {label.lines.map(({ text, middle, baseline }) => (
            <text
              key={baseline}
              x={label.x + middle}
              y={label.y + baseline}
              fill={ink}
              fontFamily={aidFamily}
              fontSize={label.size}
              fontWeight={600}
              textAnchor="middle"
            >
              {text}
            </text>
          ))}
        </>
      )}
    </g>
  );
}
