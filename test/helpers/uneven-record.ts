import type { Micros } from '../../src-main/domain/time.ts';
import { frameSpanSchema } from '../../src-main/domain/time.ts';
import type {
  PacketRecord,
  RecordAnnotation,
  RecordExhibit,
  RecordSource,
} from '../../src-main/engine/packets/packet-record.ts';

type Times = Partial<
  Pick<RecordSource, 'timebase' | 'frameRate' | 'isConstantRate' | 'firstPts' | 'clocks' | 'native'>
>;

/**
 * The record with other clocks: every source counts as stated, and `ptsOf` says when a frame is shown. Spans of files,
 * exhibits and annotations follow.
 */
export function retimed(record: PacketRecord, times: Times, ptsOf: (frame: number) => number): PacketRecord {
  const span = <Span extends { readonly inFrame: number; readonly outFrame: number } | null>(old: Span): Span =>
    (old === null
      ? null
      : frameSpanSchema.parse({ ...old, inPts: ptsOf(old.inFrame), outPts: ptsOf(old.outFrame) })) as Span;
  const sources = record.sources.map((source): RecordSource => ({ ...source, firstPts: ptsOf(0), ...times }));
  const annotation = (old: RecordAnnotation): RecordAnnotation => ({ ...old, span: span(old.span) });
  const exhibits = record.exhibits.map((old): RecordExhibit => {
    const source = sources.find(({ id }) => id === old.source.id) ?? old.source;
    const files = old.files
      .filter(({ role }) => role !== 'native' || source.native !== null)
      .map((file) => ({ ...file, span: span(file.span), markedSpan: span(file.markedSpan) }));
    return { ...old, source, span: span(old.span), annotations: old.annotations.map(annotation), files };
  });
  return { ...record, sources, exhibits, files: exhibits.flatMap(({ files }) => files) };
}

/** A clock statement as a camera that writes timecode has it. */
export function timecodeClock(text: string): RecordSource['clocks'][number] {
  return { basis: 'timecode', text, at: null as Micros | null };
}
