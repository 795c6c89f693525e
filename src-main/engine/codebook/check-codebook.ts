import type { CallOutput } from '../../contract/api.ts';
import { type CheckedAnnotation, checkAnnotations } from '../../domain/codebook-check.ts';
import type { FootageId } from '../../domain/identifier.ts';
import { ptsToMicros, type Timebase } from '../../domain/time.ts';
import { listAnnotations } from '../annotations/annotation-store.ts';
import { frameIndexSummary } from '../footage/frame-index-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { currentCodebook } from './codebook-store.ts';

/** More than anybody goes through at once; the rest is counted. */
const mostFindings = 1000;

/** Holds the annotations of a matter, or of one recording, against the rules of its codebook. */
export function checkCodebook(matter: OpenMatter, footageId?: FootageId): CallOutput<'codebook.check'> {
  const { database } = matter;
  const timebases = new Map<string, Timebase | null>();
  const checked: CheckedAnnotation[] = [];
  for (const annotation of listAnnotations(database, { footageId, includeWithdrawn: false })) {
    let timebase = timebases.get(annotation.footageId);
    if (timebase === undefined) {
      timebase = frameIndexSummary(database, annotation.footageId)?.timebase ?? null;
      timebases.set(annotation.footageId, timebase);
    }
    if (timebase !== null) {
      checked.push({
        id: annotation.id,
        footageId: annotation.footageId,
        code: annotation.code,
        inFrame: annotation.span.inFrame,
        inMicros: ptsToMicros(annotation.span.inPts, timebase),
        outMicros: ptsToMicros(annotation.span.outPts, timebase),
        attributes: annotation.attributes,
        subjectIds: annotation.subjectIds,
      });
    }
  }
  const { codebook } = currentCodebook(matter);
  return {
    ...checkAnnotations(codebook, checked, mostFindings),
    checkedCount: checked.length,
    ruleCount: codebook.rules.filter(({ isOff }) => !isOff).length,
  };
}
