import type { Annotation } from '../../domain/annotation.ts';
import type { FootageId } from '../../domain/identifier.ts';
import type { OpenMatter } from '../matters/open-matter.ts';

/** A window patches its lists with what it is told; more than this is asked for as a whole again. */
export const mostTold = 1000;

/** Tells the windows what annotations became, by recording. Call it when the change is durable. */
export function announceAnnotations(matter: Pick<OpenMatter, 'events'>, changed: readonly Annotation[]): void {
  for (const [footageId, annotations] of byFootage(changed)) {
    matter.events.emit('annotations.changed', {
      footageId,
      annotations: annotations.length > mostTold ? null : annotations,
    });
  }
}

function byFootage(changed: readonly Annotation[]): Map<FootageId, Annotation[]> {
  const groups = new Map<FootageId, Annotation[]>();
  for (const annotation of changed) {
    const group = groups.get(annotation.footageId) ?? [];
    groups.set(annotation.footageId, group);
    group.push(annotation);
  }
  return groups;
}
