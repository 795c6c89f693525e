import { createCanvas } from '@napi-rs/canvas';
import { acquisitionStatementSchema } from '../../src-main/domain/acquisition.ts';
import { exhibitLabel, exhibitSlug } from '../../src-main/domain/exhibit-number.ts';
import type { FrameTable } from '../../src-main/domain/frame-table.ts';
import { type FrameSpan, frameSpanSchema, type Micros } from '../../src-main/domain/time.ts';
import type {
  PacketRecord,
  RecordAnnotation,
  RecordExhibit,
  RecordFile,
  RecordSource,
} from '../../src-main/engine/packets/packet-record.ts';
import { rulesOf } from '../../src-main/engine/packets/profile-rules.ts';

/** Text that a careless writer would trip over: markup, formulas, separators, two directions, other scripts. */
export const awkwardText =
  'Agent A says: "Stop", & <b>points</b> =SUM(A1); one þ two ® three, línea ñ, שלום, 100 % -- --> \u2028 end\nSecond line.';

const createdAt = 1_771_322_645_000_000 as Micros;
const frameTicks = 512;
const timebase = { num: 1, den: 15_360 };

function spanOf(inFrame: number, outFrame: number): FrameSpan {
  return frameSpanSchema.parse({ inFrame, outFrame, inPts: inFrame * frameTicks, outPts: outFrame * frameTicks });
}

function microsOf(frame: number): Micros {
  return Math.round((frame * 1_000_000) / 30) as Micros;
}

function evenTable(firstFrame: number, count: number): FrameTable {
  return {
    timebase,
    firstFrame,
    count,
    sourcePts: { first: firstFrame * frameTicks, steps: count > 1 ? [[frameTicks, count - 1]] : [] },
    shownAt: null,
    end: count * frameTicks,
  };
}

function digestOf(place: number): string {
  return place.toString(16).padStart(2, '0').repeat(32);
}

function thumbnailOf(frame: number): RecordExhibit['thumbnail'] {
  const canvas = createCanvas(480, 270);
  const paint = canvas.getContext('2d');
  paint.fillStyle = '#556';
  paint.fillRect(0, 0, 480, 270);
  paint.fillStyle = '#fff';
  paint.fillRect(200, 100, 40 + (frame % 100), 60);
  return { bytes: canvas.toBuffer('image/jpeg', 80), width: 480, height: 270, frame };
}

function madeFile(bates: string, source: RecordSource, more: Partial<RecordFile>): RecordFile {
  return {
    path: `clips/${bates}.mp4`,
    role: 'clip',
    class: 'DERIVATIVE-CLIP',
    bates,
    parentBates: source.native?.bates ?? null,
    exhibitNumbers: [],
    label: 'Clip',
    sourceId: source.id,
    digest: digestOf(Number(bates.slice(3)) % 251),
    md5: 'c4'.repeat(16),
    byteCount: 1_234_567,
    mediaType: 'video/mp4',
    width: 1920,
    height: 1080,
    frameCount: null,
    durationMicros: null,
    hasSound: true,
    span: null,
    markedSpan: null,
    parameters: [],
    frameTable: null,
    captions: null,
    proof: null,
    proofPath: null,
    argv: ['ffmpeg', '-i', `file:sha256/${source.digest}`, `file:clips/${bates}.mp4`],
    toolVersion: 'ffmpeg 5.1.9',
    ...more,
  };
}

function madeAnnotation(place: number, span: FrameSpan, more: Partial<RecordAnnotation> = {}): RecordAnnotation {
  return {
    id: `a0000000-0000-4000-8000-${String(place).padStart(12, '0')}`,
    revision: 2,
    code: 'UOF.1',
    codeLabel: 'Physical control',
    title: 'Alleged / for review: UOF.1 Physical control',
    group: 'Use of force',
    kind: 'conduct',
    codebookVersion: '1.1.0',
    observation: 'A person in a dark jacket holds the left arm of a person in a grey top for about three seconds.',
    allegation: null,
    attributes: [{ label: 'Force level', value: '1' }],
    confidence: { visibility: 3, interpretation: 2, corroboration: 1, time: null },
    confidenceBasis: null,
    isExculpatory: null,
    subjects: [{ kind: 'agent', pseudonym: 'Agent A', role: 'contact' }],
    span,
    inMicros: microsOf(span.inFrame),
    outMicros: microsOf(span.outFrame),
    revisedAt: createdAt,
    reviewer: 'Reviewer Three',
    lock: null,
    ...more,
  };
}

/**
 * A packet record that needs no matter: clips, a still and a native of two recordings, awkward text, a context exhibit.
 * `clipCount` makes crowded ones.
 */
export function madePacketRecord(
  options: {
    readonly clipCount?: number;
    readonly text?: string;
    readonly profile?: PacketRecord['heading']['profile'];
  } = {},
): PacketRecord {
  const { clipCount = 3, text = awkwardText, profile = 'court' } = options;
  const rules = rulesOf(profile);
  const sources = ['IMG_0021.MOV', 'Cámara 3 — entrada "norte".mkv'].map((originalName, at): RecordSource => {
    const source: RecordSource = {
      id: `f0000000-0000-4000-8000-00000000000${at + 1}`,
      originalName,
      digest: digestOf(0xa0 + at),
      byteCount: 734_003_200,
      container: 'QuickTime / MOV',
      width: 1920,
      height: 1080,
      rotation: 0,
      stream: 0,
      timebase,
      frameCount: 18_000,
      frameRate: { num: 30, den: 1 },
      isConstantRate: at === 0,
      firstPts: 0,
      durationMicros: microsOf(18_000),
      hasSound: at === 0,
      codec: 'h264',
      clocks: [
        { basis: 'container-creation-time', text: '2026-02-09T14:58:31Z', at: 1_770_649_111_000_000 as Micros },
        { basis: 'file-modified', text: '2026-02-09T15:20:02Z', at: null },
      ],
      ingestedAt: (createdAt - 86_400_000_000) as Micros,
      ingestSeq: 12 + at,
      acquisition: {
        id: 'c0000000-0000-4000-8000-000000000001',
        statement: acquisitionStatementSchema.parse({
          sourceKind: 'usb-drive',
          sourceLabel: 'SanDisk 64 GB, serial 4C530001',
          custodian: 'R. Alvarez',
          receivedFrom: 'Café owner, 5th Street',
          legalBasis: 'consent',
        }),
        openedAt: (createdAt - 86_500_000_000) as Micros,
        closedAt: (createdAt - 86_400_000_000) as Micros,
        operator: rules.namesReviewers ? 'Reviewer Three' : null,
      },
      integrityChecks: [{ at: (createdAt - 60_000_000) as Micros, isGood: true, what: 'before sealing' }],
      isCountVerified: true,
      native: null,
    };
    if (at === 1 || !rules.mayCarryNatives) {
      return source;
    }
    const native = madeFile('BOS0000001', source, {
      path: 'natives/BOS0000001.mov',
      role: 'native',
      class: 'NATIVE-COPY',
      label: 'Native file',
      digest: source.digest,
      byteCount: source.byteCount,
      mediaType: 'video/quicktime',
      frameCount: 18_000,
      frameTable: { ...evenTable(0, 18_000), shownAt: evenTable(0, 18_000).sourcePts },
      durationMicros: source.durationMicros,
      argv: [],
      toolVersion: '',
      exhibitNumbers: Array.from({ length: Math.ceil(clipCount / 2) }, (_, index) => String(2 * index + 1)),
    });
    return { ...source, native };
  });
  const numberOf = (place: number) => `BOS${String(place).padStart(7, '0')}`;
  const exhibits = Array.from({ length: clipCount }, (_, at): RecordExhibit => {
    const source = sources[at % 2] as RecordSource;
    const number = String(at + 1);
    const span = spanOf(100 + 97 * at, 190 + 97 * at);
    const around = spanOf(Math.max(0, span.inFrame - 300), span.outFrame + 300);
    const common = { exhibitNumbers: [number], span };
    const clip = madeFile(numberOf(101 + 4 * at), source, {
      ...common,
      frameCount: 90,
      frameTable: evenTable(span.inFrame, 90),
      durationMicros: microsOf(90),
      proofPath: `proofs/${numberOf(101 + 4 * at)}.csv`,
      proof: {
        way: at % 2 === 0 ? 'smart-cut' : 're-encode',
        quality: 'visually-lossless',
        frameCount: 90,
        identicalCount: at % 2 === 0 ? 84 : 0,
        minSsim: 991_234,
        meanSsim: 998_765,
        minPsnr: 43_210,
        pictureHash: 'sha256',
        fallbackReason: at % 2 === 0 ? '' : 'The recording has no closed sync points inside the span.',
      },
    });
    const files: RecordFile[] = [
      clip,
      madeFile(numberOf(102 + 4 * at), source, {
        ...common,
        role: 'context-clip',
        label: 'Clip with 10 s of context on each side',
        span: around,
        markedSpan: span,
        frameCount: around.outFrame - around.inFrame,
        frameTable: evenTable(around.inFrame, around.outFrame - around.inFrame),
        durationMicros: microsOf(around.outFrame - around.inFrame),
      }),
      madeFile(numberOf(103 + 4 * at), source, {
        ...common,
        path: `stills/${numberOf(103 + 4 * at)}.png`,
        role: 'still',
        class: 'DERIVATIVE-STILL',
        label: `Frame ${span.inFrame}`,
        mediaType: 'image/png',
        frameCount: 1,
        hasSound: false,
        span: spanOf(span.inFrame, span.inFrame + 1),
      }),
      ...(at === 0
        ? [
            madeFile(numberOf(104), source, {
              ...common,
              role: 'illustrative-aid',
              class: 'ILLUSTRATIVE-AID',
              label: 'Illustrative aid: arrows, quarter speed',
              frameCount: 360,
              durationMicros: microsOf(360),
              hasSound: false,
              parameters: [
                { label: 'Arrows', value: '2' },
                { label: 'Speed', value: '1/4' },
              ],
            }),
          ]
        : []),
      ...(source.native === null ? [] : [source.native]),
    ];
    const isContext = at === 2;
    const own = madeAnnotation(at + 1, span, {
      observation: at === 0 ? text : `Exhibit ${number}. ${text.slice(0, 60)}`,
      allegation:
        rules.carriesAllegations && at === 0
          ? { text: 'The hold was alleged to be without cause.', allegedBy: 'Complainant 1' }
          : null,
      reviewer: rules.namesReviewers ? 'Reviewer Three' : null,
      ...(isContext
        ? {
            code: 'CTX.1',
            codeLabel: 'Warning or command audible',
            title: 'CTX.1 Warning or command audible',
            group: 'Context',
            kind: 'context' as const,
          }
        : {}),
    });
    return {
      id: isContext ? null : `e0000000-0000-4000-8000-${String(at + 1).padStart(12, '0')}`,
      revision: isContext ? null : 3,
      number,
      label: exhibitLabel(number),
      slug: exhibitSlug(number),
      title: at === 0 ? `Arm held at the door: ${text.slice(0, 40)}` : `Doorway, part ${number}`,
      description: at === 0 ? text : 'Two persons stand in the doorway.',
      kind: 'clip',
      class: 'DERIVATIVE-CLIP',
      reason: isContext ? 'overlapping-context' : 'chosen',
      source,
      span,
      inMicros: microsOf(span.inFrame),
      outMicros: microsOf(span.outFrame),
      files,
      madeFrom: own.id,
      annotations: [own],
      overlaps: at > 1 ? [exhibitLabel(String(at - 1))] : [],
      thumbnail: thumbnailOf(span.inFrame),
    };
  });
  const files = [...new Set(exhibits.flatMap((exhibit) => exhibit.files))];
  const numbered = files
    .filter((file) => file.bates !== null)
    .sort((one, other) => ((one.bates ?? '') < (other.bates ?? '') ? -1 : 1));
  return {
    heading: {
      name: 'CITY-2026-0142-PROD003',
      packetId: 'd0000000-0000-4000-8000-000000000001',
      matterName: `Cedar Street, 9 February ${text.slice(0, 30)}`,
      profile,
      sealedBy: rules.namesReviewers ? 'Reviewer Three' : null,
      requester: 'Suffolk Superior Court',
      confidentiality: '',
      createdAt,
      created: '2026-02-17T10:04:05Z',
      checkpointSize: 1834,
      checkpointRoot: 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
      fingerprint: '1a2b-3c4d-5e6f-7081-92a3-b4c5-d6e7-f809',
      cosigner: null,
      appVersion: '0.1.0',
      toolVersions: ['ffmpeg 5.1.9'],
      codebooks: [
        {
          title: 'Conduct and context',
          version: '1.1.0',
          digest: digestOf(0xcb),
          notice: 'Codes name conduct to be reviewed; they find nothing.',
          path: 'codebooks/conduct-and-context-1.1.0.json',
        },
      ],
    },
    rules,
    exhibits,
    sources,
    files,
    notices: ['This packet excludes attorney notes.', 'No redaction was applied to any picture or sound.'],
    production: {
      prefix: 'BOS',
      numbers: numbered.map((file) => ({
        bates: file.bates ?? '',
        path: file.path,
        digest: file.digest,
        firstProducedIn: file.role === 'native' ? 'CITY-2026-0142-PROD001' : null,
      })),
      gaps: [{ from: 'BOS0000002', to: 'BOS0000100', why: 'assigned to other packets of this matter' }],
      replaces: null,
    },
    custody: { entries: [], isWholeLog: false, withheldCount: 2, keys: [] },
  };
}
