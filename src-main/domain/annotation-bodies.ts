import type { Allegation } from './annotation.ts';

export const codeUrnPrefix = 'urn:codebook:';

/**
 * The bodies of a W3C Web Annotation: what is seen, the code, the subjects by pseudonym and, apart from them and
 * attributed, what is alleged.
 */
export function annotationBodies(annotation: {
  readonly observation: string;
  readonly code: string;
  readonly codeTitle: string;
  readonly subjects: readonly string[];
  readonly allegation: Allegation | null;
}): Record<string, unknown>[] {
  const { observation, code, codeTitle, subjects, allegation } = annotation;
  return [
    { type: 'TextualBody', purpose: 'describing', format: 'text/plain', value: observation },
    { type: 'SpecificResource', purpose: 'classifying', source: `${codeUrnPrefix}${code}`, label: codeTitle },
    ...subjects.map((name) => ({ type: 'TextualBody', purpose: 'identifying', value: name })),
    ...(allegation === null
      ? []
      : [
          {
            type: 'TextualBody',
            purpose: 'commenting',
            value: `Alleged: ${allegation.text}`,
            creator: { type: 'Person', nickname: allegation.allegedBy },
          },
        ]),
  ];
}

/** Where in a recording: a media fragment of whole milliseconds. */
export function mediaFragment(startMillis: number, endMillis: number): Record<string, unknown> {
  const npt = (millis: number) => (millis / 1000).toFixed(3);
  return {
    type: 'FragmentSelector',
    conformsTo: 'http://www.w3.org/TR/media-frags/',
    value: `t=npt:${npt(startMillis)},${npt(endMillis)}`,
  };
}
