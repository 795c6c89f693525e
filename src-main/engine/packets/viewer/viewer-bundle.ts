type Span = {
  readonly inFrame: number;
  readonly outFrame: number;
  readonly inPts: number;
  readonly outPts: number;
};
type Fraction = { readonly num: number; readonly den: number };
type PackedTicks = { readonly first: number; readonly steps: readonly (readonly [step: number, count: number])[] };
type EvidentiaryClass =
  | 'NATIVE-COPY'
  | 'DERIVATIVE-CLIP'
  | 'DERIVATIVE-STILL'
  | 'ENHANCED'
  | 'ILLUSTRATIVE-AID'
  | 'SUMMARY'
  | 'REDACTED';

/**
 * What data.js of the viewer carries, as the viewer's scripts read it. Files and sources are named by their place. Written
 * out here, without the engine's own types, because those scripts are checked against an older language.
 */
export type ViewerBundle = {
  readonly heading: {
    readonly name: string;
    readonly packetId: string;
    readonly matterName: string;
    readonly profile: string;
    readonly letter: string;
    readonly audience: string;
    readonly sealedBy: string | null;
    readonly requester: string;
    readonly confidentiality: string;
    /** UTC, RFC 3339. */
    readonly created: string;
    readonly checkpointSize: number;
    readonly checkpointRoot: string;
    readonly fingerprint: string;
    readonly appVersion: string;
    readonly toolVersions: readonly string[];
    readonly codebooks: readonly {
      readonly title: string;
      readonly version: string;
      readonly digest: string;
      readonly notice: string;
      readonly path: string;
    }[];
  };
  readonly banner: string;
  readonly classTexts: Readonly<Record<EvidentiaryClass, string>>;
  readonly notices: readonly string[];
  readonly sources: readonly ViewerSource[];
  readonly files: readonly ViewerFile[];
  readonly exhibits: readonly ViewerExhibit[];
};

export type ViewerSource = {
  readonly originalName: string;
  readonly digest: string;
  readonly byteCount: number;
  readonly container: string;
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
  readonly timebase: Fraction;
  readonly frameCount: number;
  readonly frameRate: Fraction;
  readonly isConstantRate: boolean;
  readonly isCountVerified: boolean;
  readonly firstPts: number;
  readonly durationMicros: number;
  readonly hasSound: boolean;
  readonly clocks: readonly { readonly basis: string; readonly text: string; readonly at: number | null }[];
  readonly ingestedAt: number;
  readonly ingestSeq: number | null;
  /** As the reviewer stated it; empty where unstated. */
  readonly taken: readonly { readonly label: string; readonly value: string }[];
  /** The newest comparison of the whole original with its digest. */
  readonly checked: { readonly at: number; readonly isGood: boolean; readonly what: string } | null;
};

export type ViewerFile = {
  /** Below data/. */
  readonly path: string;
  readonly role: string;
  readonly class: EvidentiaryClass;
  readonly bates: string | null;
  readonly parentBates: string | null;
  readonly exhibitNumbers: readonly string[];
  readonly label: string;
  readonly source: number;
  readonly digest: string;
  readonly byteCount: number;
  readonly mediaType: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly frameCount: number | null;
  readonly durationMicros: number | null;
  readonly hasSound: boolean;
  readonly span: Span | null;
  readonly markedSpan: Span | null;
  readonly parameters: readonly { readonly label: string; readonly value: string }[];
  readonly frameTable: {
    readonly timebase: Fraction;
    readonly firstFrame: number;
    readonly count: number;
    readonly sourcePts: PackedTicks;
    readonly shownAt: PackedTicks | null;
    readonly end: number;
  } | null;
  readonly captions: string | null;
  readonly proof: {
    readonly way: string;
    readonly quality: string;
    readonly frameCount: number;
    readonly identicalCount: number;
    readonly minSsim: number;
    readonly meanSsim: number;
    readonly minPsnr: number | null;
    readonly fallbackReason: string;
  } | null;
  readonly proofPath: string | null;
  readonly argv: readonly string[];
  readonly toolVersion: string;
};

export type ViewerExhibit = {
  readonly number: string;
  readonly label: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly kind: 'clip' | 'still' | 'native';
  readonly class: EvidentiaryClass;
  readonly reason: 'chosen' | 'overlapping-context';
  readonly source: number;
  readonly span: Span;
  readonly inMicros: number;
  readonly outMicros: number;
  readonly files: readonly number[];
  /** Id of the annotation it was made of; the others only share time with it. */
  readonly madeFrom: string | null;
  readonly annotations: readonly ViewerAnnotation[];
  readonly overlaps: readonly string[];
  readonly thumbnail: {
    readonly path: string;
    readonly width: number;
    readonly height: number;
    readonly frame: number;
  };
};

export type ViewerAnnotation = {
  readonly id: string;
  readonly revision: number;
  readonly code: string;
  readonly codeLabel: string;
  readonly title: string;
  readonly group: string;
  readonly kind: string;
  readonly codebookVersion: string;
  readonly observation: string;
  readonly allegation: { readonly text: string; readonly allegedBy: string } | null;
  readonly attributes: readonly { readonly label: string; readonly value: string }[];
  readonly confidence: Readonly<Record<string, number | null>>;
  readonly confidenceBasis: Readonly<Record<string, string>> | null;
  readonly isExculpatory: boolean | null;
  readonly subjects: readonly { readonly kind: string; readonly pseudonym: string; readonly role: string }[];
  readonly span: Span;
  readonly inMicros: number;
  readonly outMicros: number;
  readonly revisedAt: number;
  readonly reviewer: string | null;
  readonly lock: {
    readonly first: { readonly frame: number; readonly digest: string };
    readonly last: { readonly frame: number; readonly digest: string };
  } | null;
};
