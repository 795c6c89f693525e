import { type AcquisitionStatement, acquisitionStatementSchema } from '../../../domain/acquisition.ts';
import { summariseFrameIndex } from '../../../domain/frame-index-summary.ts';
import { type Micros, ptsToMicros } from '../../../domain/time.ts';
import { findAcquisition } from '../../footage/acquisition-store.ts';
import { frameIndexSummary } from '../../footage/frame-index-store.ts';
import type { OpenMatter } from '../../matters/open-matter.ts';
import { mainVideoOf } from '../../media/index-frames.ts';
import { displaySize } from '../../media/picture-size.ts';
import type { ExhibitSource } from '../make/exhibit-sources.ts';
import type { PaperCustody } from '../packet-custody.ts';
import type { RecordSource } from '../packet-record.ts';
import type { ProfileRules } from '../profile-rules.ts';

export type SourceParts = {
  readonly matter: Pick<OpenMatter, 'database'>;
  readonly rules: ProfileRules;
  readonly custody: PaperCustody;
  /** Names of reviewers by id. */
  readonly reviewers: ReadonlyMap<string, string>;
  /** When the papers are dated: the originals were read in full just before. */
  readonly createdAt: Micros;
};

/** What was stated of where the files came from, as this audience may read it: persons are named only where names leave. */
function statementFor(rules: ProfileRules, statement: AcquisitionStatement): AcquisitionStatement {
  const { custodian: _custodian, receivedFrom: _receivedFrom, sourceLabel: _label, note, ...rest } = statement;
  const kept = rules.namesReviewers ? statement : acquisitionStatementSchema.parse(rest);
  return { ...kept, note: rules.carriesAssessments ? note : '' };
}

function checksOf({ footage }: ExhibitSource, { custody, createdAt }: SourceParts): RecordSource['integrityChecks'] {
  const isGood = (verdict: string): boolean => verdict === 'OK' || verdict === 'OK_WITH_FINDINGS';
  return [
    { at: footage.ingestedAt, isGood: true, what: 'the stored copy was read back when it came in' },
    ...custody.verifications
      .filter(({ at }) => at >= footage.ingestedAt)
      .map(({ at, verdict }) => ({
        at,
        isGood: isGood(verdict),
        what: isGood(verdict)
          ? 'read in full when the whole matter was verified'
          : `the verification of the whole matter ended with ${verdict}; see the custody log`,
      })),
    { at: createdAt, isGood: true, what: 'read in full before sealing' },
  ];
}

/** A recording as every paper of the packet describes it. Its native file is added by whoever knows it. */
export function describeSource(source: ExhibitSource, parts: SourceParts): RecordSource {
  const { footage, facts, index } = source;
  const { database } = parts.matter;
  const summary = summariseFrameIndex(index);
  const video = mainVideoOf(facts);
  const acquisition = findAcquisition(database, footage.acquisitionId);
  const micros = (ptsToMicros(summary.endPts, index.timebase) -
    ptsToMicros(summary.firstPts, index.timebase)) as Micros;
  return {
    id: footage.id,
    originalName: footage.originalName,
    digest: footage.digest,
    byteCount: footage.byteCount,
    container: facts.containerDescription,
    ...displaySize(video),
    rotation: video.rotation,
    stream: index.stream,
    timebase: index.timebase,
    frameCount: summary.frameCount,
    frameRate: summary.frameRate,
    isConstantRate: summary.isConstantRate,
    firstPts: summary.firstPts,
    durationMicros: micros,
    hasSound: facts.mainAudioStream !== null,
    codec: video.codec,
    clocks: facts.clocks,
    ingestedAt: footage.ingestedAt,
    ingestSeq: parts.custody.ingestSeqs.get(footage.digest) ?? null,
    acquisition: {
      id: acquisition.id,
      statement: statementFor(parts.rules, acquisition.statement),
      openedAt: acquisition.openedAt,
      closedAt: acquisition.closedAt,
      operator: parts.rules.namesReviewers ? (parts.reviewers.get(acquisition.reviewerId) ?? null) : null,
    },
    integrityChecks: checksOf(source, parts),
    isCountVerified: frameIndexSummary(database, footage.id)?.isCountVerified ?? false,
    native: null,
  };
}
