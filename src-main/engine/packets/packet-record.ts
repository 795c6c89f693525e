import type { AcquisitionStatement } from '../../domain/acquisition.ts';
import type { Allegation, ConfidenceBasis } from '../../domain/annotation.ts';
import type { ClipProofSummary } from '../../domain/clip-proof.ts';
import type { CodeGroup } from '../../domain/codebook.ts';
import type { CustodyEntry } from '../../domain/custody-event.ts';
import type { EvidentiaryClass } from '../../domain/evidentiary-class.ts';
import type { FileRole } from '../../domain/exhibit-files.ts';
import type { FrameLock } from '../../domain/frame-lock.ts';
import type { FrameTable } from '../../domain/frame-table.ts';
import type { PacketProfile } from '../../domain/packet.ts';
import type { ClockStatement } from '../../domain/recording-facts.ts';
import type { FrameSpan, Micros, Timebase } from '../../domain/time.ts';
import type { ProfileRules } from './profile-rules.ts';

/**
 * A packet with everything its audience may read about it: what every document, page, load file and interchange file of
 * it is written from. What the audience may not read is not in here at all, so that no writer can let it slip.
 */
export type PacketRecord = {
  readonly heading: RecordHeading;
  readonly rules: ProfileRules;
  /** In the order of the packet. */
  readonly exhibits: readonly RecordExhibit[];
  /** The recordings that the exhibits draw on, each once, in the order in which they are first needed. */
  readonly sources: readonly RecordSource[];
  /** Every file that was produced, in the order of the exhibits; the same objects as in `exhibits`. */
  readonly files: readonly RecordFile[];
  /** What is left out, one sentence each, as NOTICES.txt prints it. */
  readonly notices: readonly string[];
  readonly production: RecordProduction;
  readonly custody: RecordCustody;
};

export type RecordHeading = {
  /** Production name, also the folder's. */
  readonly name: string;
  readonly packetId: string;
  readonly matterName: string;
  readonly profile: PacketProfile;
  /** The reviewer who sealed it; null where names do not leave. */
  readonly sealedBy: string | null;
  /** Who asked for it; empty where nobody said. */
  readonly requester: string;
  /** Printed on every page of a document ("CONFIDENTIAL"); mostly empty. */
  readonly confidentiality: string;
  readonly createdAt: Micros;
  /** The same, UTC, RFC 3339. */
  readonly created: string;
  readonly checkpointSize: number;
  /** Base64. */
  readonly checkpointRoot: string;
  /** Of the device key, 8 groups of 4 hex digits. */
  readonly fingerprint: string;
  /**
   * The attorney who is to sign beside the workstation; null where nobody is. Papers are written before the packet is
   * signed, so they never say that somebody has.
   */
  readonly cosigner: { readonly name: string; readonly fingerprint: string } | null;
  readonly appVersion: string;
  /** Versions of the tools that made the files, sorted. */
  readonly toolVersions: readonly string[];
  readonly codebooks: readonly {
    readonly title: string;
    readonly version: string;
    readonly digest: string;
    readonly notice: string;
    /** Below data/. */
    readonly path: string;
  }[];
};

export type RecordSource = {
  /** The footage's id. */
  readonly id: string;
  /** As it was received. */
  readonly originalName: string;
  readonly digest: string;
  readonly byteCount: number;
  readonly container: string;
  /** Upright. */
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
  readonly stream: number;
  readonly timebase: Timebase;
  readonly frameCount: number;
  readonly frameRate: { readonly num: number; readonly den: number };
  readonly isConstantRate: boolean;
  readonly firstPts: number;
  readonly durationMicros: Micros;
  readonly hasSound: boolean;
  readonly codec: string;
  /** What the file states of when it was made; clocks may disagree and all are shown. */
  readonly clocks: readonly ClockStatement[];
  readonly ingestedAt: Micros;
  /** The custody entry of its ingest. */
  readonly ingestSeq: number | null;
  readonly acquisition: {
    readonly id: string;
    readonly statement: AcquisitionStatement;
    readonly openedAt: Micros;
    readonly closedAt: Micros | null;
    /** Null where names do not leave. */
    readonly operator: string | null;
  };
  /** When the whole original was last read and its digest compared, and what came of it; newest last, never empty. */
  readonly integrityChecks: readonly { readonly at: Micros; readonly isGood: boolean; readonly what: string }[];
  /** Whether every frame was counted by decoding. */
  readonly isCountVerified: boolean;
  /** The whole recording in this packet; null when it does not go along. */
  readonly native: RecordFile | null;
};

export type RecordFile = {
  /** Below data/: `clips/BOS0000101.mp4`. */
  readonly path: string;
  readonly role: FileRole;
  readonly class: EvidentiaryClass;
  /** `BOS0000101`; null for what is not numbered: proof tables. */
  readonly bates: string | null;
  /** Bates number of the native in this packet that it was made of; null where there is none or it is the native. */
  readonly parentBates: string | null;
  /** Numbers of the exhibits it belongs to: `12-A`. A native may belong to several. */
  readonly exhibitNumbers: readonly string[];
  /** In a few neutral words: `Clip`, `Clip with 10 s of context on each side`. */
  readonly label: string;
  readonly sourceId: string;
  readonly digest: string;
  /** For load files only; evidence is the SHA-256. */
  readonly md5: string;
  readonly byteCount: number;
  readonly mediaType: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly frameCount: number | null;
  readonly durationMicros: Micros | null;
  readonly hasSound: boolean;
  /** Frames of the source that it shows; null for the whole file. */
  readonly span: FrameSpan | null;
  /** The span of the exhibit within a clip that shows more; null otherwise. */
  readonly markedSpan: FrameSpan | null;
  /** What was done to the pictures beside cutting: viewing aids, overlays, slow motion. */
  readonly parameters: readonly { readonly label: string; readonly value: string }[];
  /**
   * When it shows which frame of the source: `clipFrameTable` for clips, `nativeFrameTable` for a native; null for aids,
   * pictures and text.
   */
  readonly frameTable: FrameTable | null;
  /** What a file of captions or a transcript says (WebVTT), for papers that cannot read files; null for all others. */
  readonly captions: string | null;
  readonly proof: ClipProofSummary | null;
  /** Below data/: the table of every frame; null where there is none. */
  readonly proofPath: string | null;
  /** As run, the source named by its digest; empty for a copy. */
  readonly argv: readonly string[];
  readonly toolVersion: string;
};

/** What ties an exhibit to the pictures of its source; one ffmpeg command gives the hashes again. */
export type ExhibitLock = Pick<FrameLock, 'first' | 'last' | 'toolVersion' | 'custodySeq'>;

/** An annotation as this audience may read it. */
export type RecordAnnotation = {
  readonly id: string;
  readonly revision: number;
  readonly code: string;
  readonly codeLabel: string;
  /** As a code is spoken of: "Alleged / for review: UOF.1 Physical control" for conduct. */
  readonly title: string;
  readonly group: string;
  readonly kind: CodeGroup['kind'];
  readonly codebookVersion: string;
  readonly observation: string;
  readonly allegation: Allegation | null;
  readonly attributes: readonly { readonly label: string; readonly value: string }[];
  readonly confidence: Readonly<Record<string, number | null>>;
  readonly confidenceBasis: ConfidenceBasis | null;
  readonly isExculpatory: boolean | null;
  /** By pseudonym and role; nothing else of a subject leaves. */
  readonly subjects: readonly { readonly kind: string; readonly pseudonym: string; readonly role: string }[];
  readonly span: FrameSpan;
  readonly inMicros: Micros;
  readonly outMicros: Micros;
  readonly revisedAt: Micros;
  readonly reviewer: string | null;
  readonly lock: ExhibitLock | null;
};

export type RecordExhibit = {
  /** Of the stored exhibit; null for context that was added while the packet was planned. */
  readonly id: string | null;
  readonly revision: number | null;
  /** `12-A`. */
  readonly number: string;
  /** `Ex. 12-A`. */
  readonly label: string;
  /** `ex-12-a`: anchors and names of files that are about it. */
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly kind: 'clip' | 'still' | 'native';
  /** Of its main file. */
  readonly class: EvidentiaryClass;
  readonly reason: 'chosen' | 'overlapping-context';
  readonly source: RecordSource;
  /** What it shows of the source; the whole recording for a native, one frame for a still. */
  readonly span: FrameSpan;
  /** Of the span, counted from the first frame of the recording. */
  readonly inMicros: Micros;
  readonly outMicros: Micros;
  /** The main file first; never empty. */
  readonly files: readonly RecordFile[];
  /** Id of the annotation it was made of; null where it was made of frames or of a whole recording. */
  readonly madeFrom: string | null;
  /** The annotation it was made from first, then those of the packet that share time with it. */
  readonly annotations: readonly RecordAnnotation[];
  /** Labels of exhibits of the same recording that share time with it: what should be read together. */
  readonly overlaps: readonly string[];
  /** A small JPEG of the first frame it shows, at most 480 pixels wide. */
  readonly thumbnail: {
    readonly bytes: Uint8Array;
    readonly width: number;
    readonly height: number;
    readonly frame: number;
  };
};

export type RecordProduction = {
  readonly prefix: string;
  /** In the order of their numbers. */
  readonly numbers: readonly {
    readonly bates: string;
    readonly path: string;
    readonly digest: string;
    /** The packet in which the file had this number first; null when it is this one. */
    readonly firstProducedIn: string | null;
  }[];
  /** Numbers between the first and the last of this packet that are not in it, as ranges, and why as far as is known. */
  readonly gaps: readonly { readonly from: string; readonly to: string; readonly why: string }[];
  /** The packet that this one replaces, and what differs; null for a packet that replaces none. */
  readonly replaces: {
    readonly name: string;
    readonly digest: string;
    readonly changes: readonly string[];
  } | null;
};

export type RecordCustody = {
  /** Those the audience may read in full, in their order. */
  readonly entries: readonly CustodyEntry[];
  readonly isWholeLog: boolean;
  /** Entries about the exhibits that are shown by their hash only. */
  readonly withheldCount: number;
  /** Keys that have signed in this matter. */
  readonly keys: readonly { readonly fingerprint: string; readonly createdAt: Micros }[];
};

/** Files by their path in the packet (`data/...`). */
export type PacketFiles = Readonly<Record<string, string | Uint8Array>>;

/** Makes some of a packet's files from its record; the same record always gives the same bytes. */
export type PacketWriter = (
  record: PacketRecord,
  context: { readonly resourcesFolder: string; readonly signal: AbortSignal },
) => Promise<PacketFiles>;
