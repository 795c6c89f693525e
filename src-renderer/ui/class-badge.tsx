import { Copy, Eraser, FileImage, LayoutGrid, PenTool, Scissors, SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { type EvidentiaryClass, evidentiaryClassTexts } from '../../src-main/domain/evidentiary-class.ts';
import { Badge, type BadgeTone } from './badge.tsx';

/** A shape for each class; what may be taken for evidence and is none stands out. */
const looks: Readonly<Record<EvidentiaryClass, readonly [icon: typeof Copy, tone: BadgeTone]>> = {
  'NATIVE-COPY': [Copy, 'good'],
  'DERIVATIVE-CLIP': [Scissors, 'neutral'],
  'DERIVATIVE-STILL': [FileImage, 'neutral'],
  ENHANCED: [SlidersHorizontal, 'warning'],
  'ILLUSTRATIVE-AID': [PenTool, 'warning'],
  SUMMARY: [LayoutGrid, 'info'],
  REDACTED: [Eraser, 'info'],
};

/** The evidentiary class of a file, with what it means in the tooltip of the browser. */
export function ClassBadge({ value }: { readonly value: EvidentiaryClass }): ReactNode {
  const [Icon, tone] = looks[value];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" />} title={evidentiaryClassTexts[value]}>
      {value}
    </Badge>
  );
}
