import { type Annotation, annotationSchema } from '../../src-main/domain/annotation.ts';

/** An annotation that needs no matter. `place` counts up so that ids differ. */
export function madeAnnotation(place: number, more: Partial<Record<keyof Annotation, unknown>> = {}): Annotation {
  const id = (first: string) => `${first}0000000-0000-4000-8000-${String(place).padStart(12, '0')}`;
  return annotationSchema.parse({
    id: id('a'),
    revision: 1,
    footageId: 'f0000000-0000-4000-8000-000000000001',
    footageDigest: 'ab'.repeat(32),
    stream: 0,
    span: { inFrame: 10, outFrame: 20, inPts: 1000, outPts: 2000 },
    code: 'UOF.1',
    codebookVersion: '1.0.0',
    observation: 'A person stands at the table.',
    allegation: null,
    attributes: {},
    confidence: {},
    confidenceBasis: {},
    subjectIds: [],
    isExculpatory: false,
    isContextReviewed: false,
    note: '',
    state: 'draft',
    createdBy: id('b'),
    createdAt: 1_700_000_000_000_000,
    revisedBy: id('b'),
    revisedAt: 1_700_000_000_000_000,
    ...more,
  });
}
