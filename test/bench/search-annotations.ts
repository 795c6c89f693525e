import { searchRequestSchema } from '../../src-main/domain/annotation-search.ts';
import { searchAnnotations } from '../../src-main/engine/annotations/search-annotations.ts';
import { ingestOne, writeMany } from '../helpers/many-annotations.ts';
import { numberedClip } from '../helpers/numbered-clip.ts';
import { openTestMatter } from '../helpers/open-test-matter.ts';
import { seededRandom } from '../helpers/seeded-random.ts';
import type { BenchLine } from './bench-line.ts';

const annotationCount = 100_000;
const goalMillis = 50;
const rounds = 15;

const words =
  'person agent stands near the table hand holds sleeve door opens vehicle arrives officer window speaks Spanish puerta señora camión abre mano arm lifts pushes ground walks away returns looks camera badge visible audible voice says stop wait please inside outside'.split(
    ' ',
  );

function p95(samples: readonly number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length * 0.95)] ?? 0;
}

/** Searches as they are typed and clicked, each with all facet counts and the first page, over 100,000 annotations. */
const asked = [
  { text: 'p' },
  { text: 'person' },
  { text: 'person sta' },
  { text: 'senora camion' },
  { text: 'n4711' },
  { text: '', facets: { kind: ['context'] } },
  { text: 'door', facets: { code: ['UOF.1', 'CTX.1'], allegation: ['without'] } },
] as const;

/** A search over all annotations of a matter beside scanning the same rows with LIKE, counting its hits only. */
export async function benchSearchAnnotations(): Promise<BenchLine[]> {
  const test = await openTestMatter();
  const matter = test.matter();
  const footageId = await ingestOne(test, (await numberedClip('cfr')).path);
  const random = seededRandom(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const codes = ['UOF.1', 'UOF.2', 'UOF.8', 'CTX.1', 'CTX.2', 'CTX.10'] as const;
  for (let written = 0; written < annotationCount; written += 10_000) {
    writeMany(matter, footageId, 10_000, (at) => ({
      code: pick(codes),
      observation: `${Array.from({ length: 8 + Math.floor(random() * 20) }, () => pick(words)).join(' ')} n${written + at}`,
      allegation: random() < 0.2 ? { text: `that it was ${pick(words)}`, allegedBy: 'A neighbour' } : null,
    }));
  }
  const began = performance.now();
  searchAnnotations(matter, searchRequestSchema.parse({}));
  console.log(`The first search of a session reads every annotation: ${(performance.now() - began).toFixed(0)} ms.`);
  const lines: BenchLine[] = [];
  for (const filter of asked) {
    const request = searchRequestSchema.parse({ filter });
    const ours: number[] = [];
    const scans: number[] = [];
    let total = 0;
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      total = searchAnnotations(matter, request).total;
      ours.push(performance.now() - start);
      const scan = performance.now();
      matter.database
        .prepare(
          `SELECT count(*) FROM annotation WHERE state <> 'withdrawn' AND observation LIKE ? AND observation LIKE ?`,
        )
        .get(...[0, 1].map((at) => `%${filter.text.split(' ')[at] ?? ''}%`));
      scans.push(performance.now() - scan);
    }
    const took = p95(ours);
    lines.push({
      name: `search 100,000 annotations: ${JSON.stringify(filter)} (${total} found, with all counts)`,
      ours: took,
      reference: p95(scans),
      unit: 'ms (p95)',
      ratio: took / p95(scans),
      goal: 'at most 50 ms; reference: a count with LIKE',
      isMet: took <= goalMillis,
    });
  }
  await test.dispose();
  return lines;
}
