import type { Annotation } from '../../src-main/domain/annotation.ts';
import type { PlannedExhibit } from '../../src-main/domain/packet-plan.ts';
import { exhibitOfAnnotation } from '../../src-main/engine/packets/plan/plan-packet.ts';

/** The exhibit that an annotation becomes where none is stored, under a number. */
export function plannedOf(annotation: Annotation, number = '1'): PlannedExhibit {
  return exhibitOfAnnotation(annotation, { number, reason: 'chosen' });
}
