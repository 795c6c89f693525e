import { z } from 'zod';
import { acquisitionSchema, acquisitionStatementSchema, ingestResultSchema } from '../domain/acquisition.ts';
import {
  annotationChangesSchema,
  annotationDraftSchema,
  annotationRevisionSchema,
  annotationSchema,
} from '../domain/annotation.ts';
import {
  savedFilterDraftSchema,
  savedFilterSchema,
  searchRequestSchema,
  searchResultSchema,
} from '../domain/annotation-search.ts';
import { batesEntrySchema } from '../domain/bates.ts';
import { clockCorrectionDraftSchema, clockCorrectionSchema } from '../domain/clock-correction.ts';
import { codebookSchema, codebookVersionSchema, codeGroupKinds, codeIdSchema } from '../domain/codebook.ts';
import { codebookStepSchema } from '../domain/codebook-change.ts';
import { codebookFindingSchema } from '../domain/codebook-check.ts';
import { codebookDifferenceSchema } from '../domain/codebook-differences.ts';
import { codebookVersionLineSchema, codeDigitSchema } from '../domain/codebook-version.ts';
import { contentNoteChangesSchema, contentNoteDraftSchema, contentNoteSchema } from '../domain/content-note.ts';
import { coverageAnswers, coverageReportSchema, coverageSchema } from '../domain/coverage.ts';
import { custodyLineSchema, matterVerificationSchema } from '../domain/custody-event.ts';
import { digestSchema } from '../domain/digest.ts';
import { editSchema, undoStateSchema } from '../domain/edit.ts';
import { exhibitChangesSchema, exhibitDraftSchema, exhibitSchema } from '../domain/exhibit.ts';
import { exhibitNumberSchema } from '../domain/exhibit-number.ts';
import { exhibitPreviewSchema, movedAnnotationSchema } from '../domain/exhibit-preview.ts';
import { footageDetailSchema } from '../domain/footage.ts';
import { frameInspectionSchema } from '../domain/frame-inspection.ts';
import { lockCheckSchema, lockReportSchema, lockStandingSchema } from '../domain/frame-lock.ts';
import {
  acquisitionIdSchema,
  annotationIdSchema,
  contentNoteIdSchema,
  exhibitIdSchema,
  footageIdSchema,
  jobIdSchema,
  matterIdSchema,
  packetIdSchema,
  recipientIdSchema,
  savedFilterIdSchema,
  subjectFeatureIdSchema,
  subjectIdSchema,
  transferIdSchema,
} from '../domain/identifier.ts';
import {
  codeMappingSchema,
  exchangeFormats,
  exportResultSchema,
  exportSelectionSchema,
  importPreviewSchema,
  recordingMappingSchema,
} from '../domain/interchange.ts';
import { jobSchema } from '../domain/job.ts';
import { keyMapSchema } from '../domain/key-map.ts';
import { matterNameSchema, openMatterSummarySchema, recentMatterSchema } from '../domain/matter.ts';
import { packetOptionsSchema, packetProfiles, packetSchema, packetVerificationSchema } from '../domain/packet.ts';
import { packetPreviewSchema } from '../domain/packet-preview.ts';
import {
  recipientChangesSchema,
  recipientDraftSchema,
  recipientImportSchema,
  recipientSchema,
} from '../domain/recipient.ts';
import { reviewerIntroductionSchema, reviewerSchema } from '../domain/reviewer.ts';
import { settingsChangeSchema, settingsSchema } from '../domain/setting.ts';
import { stillRecordSchema } from '../domain/still-record.ts';
import {
  featureDraftSchema,
  subjectChangesSchema,
  subjectDraftSchema,
  subjectEntrySchema,
  subjectFeatureSchema,
  subjectMergeSchema,
  subjectSchema,
  subjectSplitSchema,
  subjectStepSchema,
} from '../domain/subject.ts';
import { frameNumberSchema, ptsSchema } from '../domain/time.ts';
import {
  acknowledgementDraftSchema,
  handOverRequestSchema,
  openedHandOverSchema,
  transferSchema,
} from '../domain/transfer.ts';
import { unfinishedAnnotationSchema, unfinishedKeySchema } from '../domain/unfinished-annotation.ts';
import { viewingAidsSchema } from '../domain/viewing-aids.ts';
import { codebookOfferSchema, vocabularyFormats, vocabularyPreviewSchema } from '../domain/vocabulary-formats.ts';

/**
 * A place on this disk. The page never sends a path: it sends a `grant`, a random token the shell had made for what the
 * person picked or dropped. Scripts and the CLI, which already run with the person's rights, send the path.
 */
export const pathReferenceSchema = z.union([
  z.strictObject({ grant: z.string().max(100) }),
  z.strictObject({ path: z.string().min(1).max(4096) }),
]);
export type PathReference = z.infer<typeof pathReferenceSchema>;

/** Who is asking, and who may ask. `page`: the sandboxed page, which names paths by grant only; `shell`: the shell and local scripts. */
export type Trust = 'page' | 'shell';
export type CallDefinition = { readonly access: Trust; readonly input: z.ZodType; readonly output: z.ZodType };

const none = z.strictObject({});
/** `recordings`: for a recording as the file names it; `recordingId`: for whatever else names none of the matter. */
const importRequestSchema = z.strictObject({
  from: pathReferenceSchema,
  recordingId: footageIdSchema.nullable().default(null),
  recordings: recordingMappingSchema.default({}),
  mapping: codeMappingSchema.default({}),
});
const bytes = z.instanceof(Uint8Array);
const passphrase = z.string().min(1).max(1000);
const openerSchema = { passphrase, reviewer: reviewerIntroductionSchema };
/** An annotation as the asker saw it: a change made to an older revision is refused. */
const revisionRef = z.strictObject({ id: annotationIdSchema, revision: z.int() });
/** The same of an exhibit. */
const exhibitRef = z.strictObject({ id: exhibitIdSchema, revision: z.int() });
const footageRef = z.strictObject({ footageId: footageIdSchema });

function page<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { access: 'page' as const, input, output };
}
function shell<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { access: 'shell' as const, input, output };
}

/** Everything that may be asked of the engine. A call is short; what takes longer answers with the job that does it. */
// biome-ignore format: one line a call, so that the whole contract is on one screen
export const calls = {
  'app.about':              page(none, z.strictObject({ version: z.string(), engineHost: z.string(), node: z.string(), ffmpeg: z.string(), sqlite: z.string() })),
  'grants.add':             shell(z.strictObject({ paths: z.array(z.string()).max(10_000) }), z.array(z.strictObject({ grant: z.string(), name: z.string() }))),
  'paths.locate':           shell(z.strictObject({ what: z.enum(['original', 'rendition', 'packet', 'transfer', 'matter']), id: z.string() }), z.strictObject({ path: z.string(), mediaType: z.string(), byteCount: z.int() })),

  'settings.show':          page(none, settingsSchema),
  'settings.change':        page(settingsChangeSchema, settingsSchema),
  'settings.exportKeyMap':  page(z.strictObject({ out: pathReferenceSchema }), none),
  'settings.readKeyMap':    page(z.strictObject({ from: pathReferenceSchema }), keyMapSchema),

  'matters.recent':         page(none, z.array(recentMatterSchema)),
  'matters.lastReviewer':   page(none, reviewerIntroductionSchema.nullable()),
  'matters.forget':         page(z.strictObject({ id: matterIdSchema }), none),
  'matters.create':         page(z.strictObject({ folder: pathReferenceSchema, name: matterNameSchema, ...openerSchema }), z.strictObject({ summary: openMatterSummarySchema, recoveryKey: z.string() })),
  'matters.open':           page(z.strictObject({ folder: z.union([pathReferenceSchema, z.strictObject({ recent: matterIdSchema })]), ...openerSchema }), openMatterSummarySchema),
  'matters.reopen':         shell(z.strictObject({ ticket: z.string() }), openMatterSummarySchema),
  'matters.current':        page(none, openMatterSummarySchema.nullable()),
  'matters.close':          page(none, none),
  'matters.verify':         page(none, jobSchema),
  'matters.verification':   page(z.strictObject({ jobId: jobIdSchema }), matterVerificationSchema.nullable()),

  'footage.ingest':         page(z.strictObject({ paths: z.array(pathReferenceSchema).min(1).max(10_000), statement: acquisitionStatementSchema.prefault({}) }), z.strictObject({ acquisitionId: acquisitionIdSchema, job: jobSchema })),
  'footage.ingestSample':   page(none, z.strictObject({ acquisitionId: acquisitionIdSchema, job: jobSchema })),
  'footage.acquisitions':   page(none, z.array(acquisitionSchema)),
  'footage.ingestResults':  page(z.strictObject({ acquisitionId: acquisitionIdSchema }), z.array(ingestResultSchema)),
  'footage.list':           page(none, z.array(footageDetailSchema)),
  'footage.show':           page(footageRef, footageDetailSchema),
  'footage.recordView':     page(footageRef, none),
  /** Deflated bytes of domain/frame-index-codec.ts. */
  'footage.frameIndex':     page(footageRef, bytes),
  'footage.peaks':          page(footageRef, bytes.nullable()),
  'footage.frame':          page(footageRef.extend({ frame: frameNumberSchema, format: z.enum(['png', 'jpeg']).default('png') }), z.strictObject({ bytes, mediaType: z.string(), frame: frameNumberSchema, pts: ptsSchema, width: z.int(), height: z.int() })),
  'stills.take':            page(footageRef.extend({ frame: frameNumberSchema, into: z.union([z.strictObject({ file: pathReferenceSchema }), z.strictObject({ folder: pathReferenceSchema })]), aids: viewingAidsSchema.nullable().default(null) }), z.strictObject({ record: stillRecordSchema, recordName: z.string(), folder: z.strictObject({ grant: z.string(), name: z.string() }) })),

  'footage.inspectFrame':   page(footageRef.extend({ frame: frameNumberSchema }), frameInspectionSchema),
  'coverage.record':        page(coverageReportSchema, z.strictObject({ state: z.enum(coverageAnswers) })),
  'coverage.show':          page(footageRef, coverageSchema),

  'codebook.show':          page(z.strictObject({ version: codebookVersionSchema.optional() }), codebookSchema),
  'codebook.versions':      page(none, z.array(codebookVersionLineSchema)),
  'codebook.differences':   page(z.strictObject({ from: codebookVersionSchema, to: codebookVersionSchema }), z.array(codebookDifferenceSchema)),
  'codebook.change':        page(z.strictObject({ base: codebookVersionSchema, steps: z.array(codebookStepSchema).min(1).max(20_000) }), z.strictObject({ version: codebookVersionSchema, differences: z.array(codebookDifferenceSchema) })),
  'codebook.preview':       page(z.strictObject({ file: pathReferenceSchema, unknownKind: z.enum(codeGroupKinds).default('conduct') }), vocabularyPreviewSchema),
  'codebook.import':        page(z.strictObject({ file: pathReferenceSchema, unknownKind: z.enum(codeGroupKinds).default('conduct'), fileDigest: digestSchema.nullable().default(null) }), z.strictObject({ version: codebookVersionSchema, differences: z.array(codebookDifferenceSchema), unplaced: z.array(z.string()) })),
  'codebook.export':        page(z.strictObject({ out: pathReferenceSchema, format: z.enum(vocabularyFormats), version: codebookVersionSchema.optional() }), z.strictObject({ path: z.string(), digest: digestSchema, unplaced: z.array(z.string()) })),
  'codebook.offer':         page(none, codebookOfferSchema.nullable()),
  'codebook.upgrade':       page(z.strictObject({ base: codebookVersionSchema }), z.strictObject({ version: codebookVersionSchema, differences: z.array(codebookDifferenceSchema) })),
  'codebook.check':         page(z.strictObject({ footageId: footageIdSchema.optional() }), z.strictObject({ findings: z.array(codebookFindingSchema), leftOff: z.int(), checkedCount: z.int(), ruleCount: z.int() })),
  'codebook.usage':         page(none, z.array(z.strictObject({ code: z.string(), count: z.int() }))),
  'codebook.digits':        page(none, z.array(codeDigitSchema)),
  'codebook.pin':           page(z.strictObject({ digit: z.int().min(1).max(9), code: codeIdSchema.nullable() }), z.array(codeDigitSchema)),

  'clockCorrections.show':     page(footageRef, clockCorrectionSchema.nullable()),
  'clockCorrections.set':      page(clockCorrectionDraftSchema, clockCorrectionSchema),
  'clockCorrections.withdraw': page(z.strictObject({ footageId: footageIdSchema, revision: z.int() }), clockCorrectionSchema),

  'contentNotes.list':      page(footageRef, z.array(contentNoteSchema)),
  'contentNotes.add':       page(contentNoteDraftSchema, contentNoteSchema),
  'contentNotes.revise':    page(z.strictObject({ id: contentNoteIdSchema, revision: z.int(), changes: contentNoteChangesSchema }), contentNoteSchema),
  'contentNotes.withdraw':  page(z.strictObject({ id: contentNoteIdSchema, revision: z.int() }), contentNoteSchema),

  'annotations.add':        page(annotationDraftSchema, annotationSchema),
  'annotations.revise':     page(z.strictObject({ id: annotationIdSchema, revision: z.int(), changes: annotationChangesSchema }), annotationSchema),
  'annotations.withdraw':   page(z.strictObject({ id: annotationIdSchema, revision: z.int(), reason: z.string().trim().max(2000).default('') }), annotationSchema),
  'annotations.reviseMany': page(z.strictObject({ changes: z.array(revisionRef.extend({ changes: annotationChangesSchema })).min(1).max(10_000), label: z.string().trim().min(1).max(200).optional() }), z.array(annotationSchema)),
  'annotations.split':      page(revisionRef.extend({ atFrame: z.int().min(0) }), z.tuple([annotationSchema, annotationSchema])),
  'annotations.merge':      page(z.strictObject({ items: z.array(revisionRef).min(2).max(10_000) }), annotationSchema),
  'annotations.withdrawMany': page(z.strictObject({ items: z.array(revisionRef).min(1).max(10_000), reason: z.string().trim().max(2000).default('') }), z.array(annotationSchema)),
  'annotations.list':       page(z.strictObject({ footageId: footageIdSchema.optional(), includeWithdrawn: z.boolean().default(false) }), z.array(annotationSchema)),
  'annotations.search':     page(searchRequestSchema, searchResultSchema),
  'annotations.export':     page(z.strictObject({ to: pathReferenceSchema, format: z.enum(exchangeFormats), selection: exportSelectionSchema, withAllegations: z.boolean().default(false) }), exportResultSchema),
  'annotations.previewImport': page(importRequestSchema, importPreviewSchema),
  'annotations.import':     page(importRequestSchema, importPreviewSchema),
  'unfinished.list':        page(none, z.array(unfinishedAnnotationSchema)),
  'unfinished.keep':        page(unfinishedAnnotationSchema, none),
  'unfinished.drop':        page(unfinishedKeySchema, none),
  'reviewers.list':         page(none, z.array(reviewerSchema)),
  'filters.list':           page(none, z.array(savedFilterSchema)),
  'filters.save':           page(savedFilterDraftSchema, savedFilterSchema),
  'filters.withdraw':       page(z.strictObject({ id: savedFilterIdSchema, revision: z.int() }), savedFilterSchema),
  'annotations.history':    page(z.strictObject({ id: annotationIdSchema }), z.array(annotationRevisionSchema)),
  'subjects.list':          page(z.strictObject({ footageId: footageIdSchema.optional(), includeWithdrawn: z.boolean().default(false) }), z.array(subjectEntrySchema)),
  'subjects.add':           page(subjectDraftSchema, subjectSchema),
  'subjects.revise':        page(z.strictObject({ id: subjectIdSchema, revision: z.int(), changes: subjectChangesSchema }), subjectSchema),
  'subjects.withdraw':      page(z.strictObject({ id: subjectIdSchema, revision: z.int(), reason: z.string().trim().max(2000).default('') }), subjectSchema),
  'subjects.merge':         page(subjectMergeSchema, z.strictObject({ merged: subjectSchema, standing: subjectSchema })),
  'subjects.split':         page(subjectSplitSchema, z.strictObject({ from: subjectSchema, to: subjectSchema })),
  'subjects.history':       page(z.strictObject({ id: subjectIdSchema }), z.array(subjectStepSchema)),
  'subjects.addFeature':    page(featureDraftSchema, subjectFeatureSchema),
  'subjects.withdrawFeature': page(z.strictObject({ id: subjectFeatureIdSchema, revision: z.int() }), subjectFeatureSchema),

  'annotations.checkLock':  page(z.strictObject({ id: annotationIdSchema }), lockCheckSchema),
  'locks.standing':         page(z.strictObject({ footageId: footageIdSchema.nullable() }), lockStandingSchema),
  'locks.checkAll':         page(none, jobSchema),
  'locks.report':           page(z.strictObject({ jobId: jobIdSchema }), lockReportSchema.nullable()),
  'history.state':          page(none, undoStateSchema),
  'history.undo':           page(none, editSchema),
  'history.redo':           page(none, editSchema),

  'exhibits.list':          page(none, z.array(exhibitSchema)),
  'exhibits.moved':         page(none, z.array(movedAnnotationSchema)),
  'exhibits.add':           page(z.strictObject({ drafts: z.array(exhibitDraftSchema).min(1).max(1000) }), z.array(exhibitSchema)),
  'exhibits.revise':        page(exhibitRef.extend({ changes: exhibitChangesSchema }), exhibitSchema),
  'exhibits.reviseMany':    page(z.strictObject({ changes: z.array(exhibitRef.extend({ changes: exhibitChangesSchema })).min(1).max(1000), label: z.string().trim().min(1).max(200).optional() }), z.array(exhibitSchema)),
  'exhibits.withdraw':      page(z.strictObject({ items: z.array(exhibitRef).min(1).max(10_000), reason: z.string().trim().max(2000).default('') }), z.array(exhibitSchema)),
  'exhibits.order':         page(z.strictObject({ ids: z.array(exhibitIdSchema).max(10_000) }), z.array(exhibitSchema)),
  'exhibits.renumber':      page(z.strictObject({ items: z.array(exhibitRef.extend({ number: exhibitNumberSchema })).min(1).max(10_000) }), z.array(exhibitSchema)),
  'exhibits.preview':       page(z.strictObject({ id: exhibitIdSchema }), exhibitPreviewSchema),

  'packets.seal':           page(z.strictObject({ into: pathReferenceSchema.nullable().default(null), name: z.string().max(40).optional(), profile: z.enum(packetProfiles).default('production'), exhibitIds: z.union([z.literal('all'), z.array(exhibitIdSchema).min(1)]).optional(), annotationIds: z.union([z.literal('all'), z.array(annotationIdSchema).min(1)]).optional(), includeNative: z.boolean().default(false), options: packetOptionsSchema.prefault({}), omittedContextReason: z.string().max(2000).default(''), attorney: z.strictObject({ key: pathReferenceSchema, passphrase: z.string().max(1000) }).optional() }), z.strictObject({ packet: packetSchema, job: jobSchema })),
  'packets.preview':        page(z.strictObject({ profile: z.enum(packetProfiles), exhibitIds: z.union([z.literal('all'), z.array(exhibitIdSchema).min(1)]).optional(), annotationIds: z.union([z.literal('all'), z.array(annotationIdSchema).min(1)]).optional(), includeNative: z.boolean().default(false), options: packetOptionsSchema.prefault({}), leavesContextOut: z.boolean().default(false) }), packetPreviewSchema),
  'bates.list':             page(z.strictObject({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(200) }), z.strictObject({ total: z.int(), entries: z.array(batesEntrySchema) })),
  'signingKeys.create':     page(z.strictObject({ out: pathReferenceSchema, name: z.string().trim().min(1).max(200), passphrase: z.string().max(1000) }), z.strictObject({ path: z.string(), fingerprint: z.string() })),
  'packets.list':           page(none, z.array(packetSchema)),
  'packets.verify':         page(z.strictObject({ packet: z.union([pathReferenceSchema, z.strictObject({ id: packetIdSchema })]), key: z.string().max(100).optional(), progress: z.string().max(64).optional() }), packetVerificationSchema),

  'packets.receipt':        page(z.strictObject({ packetId: packetIdSchema, transferId: transferIdSchema.nullable().default(null), out: pathReferenceSchema }), z.strictObject({ folder: z.string(), files: z.array(z.string()), checkpointSize: z.int() })),
  'transfers.list':         page(z.strictObject({ packetId: packetIdSchema.nullable().default(null) }), z.array(transferSchema)),
  'transfers.handOver':     page(handOverRequestSchema.extend({ into: pathReferenceSchema }), z.strictObject({ transfer: transferSchema, job: jobSchema, phrase: z.string().nullable() })),
  'transfers.acknowledge':  page(acknowledgementDraftSchema.extend({ id: transferIdSchema }), transferSchema),
  'transfers.open':         page(z.strictObject({ file: pathReferenceSchema, into: pathReferenceSchema, identity: pathReferenceSchema.nullable().default(null), phrase: z.string().max(1000).nullable().default(null), ticket: z.string().max(100).default('') }), openedHandOverSchema),
  'recipients.list':        page(none, z.array(recipientSchema)),
  'recipients.check':       page(z.strictObject({ key: z.string().max(10_000) }), z.strictObject({ key: z.string(), fingerprint: z.string() })),
  'recipients.add':         page(recipientDraftSchema, recipientSchema),
  'recipients.revise':      page(z.strictObject({ id: recipientIdSchema, changes: recipientChangesSchema }), recipientSchema),
  'recipients.remove':      page(z.strictObject({ id: recipientIdSchema }), none),
  'recipients.import':      page(z.strictObject({ from: pathReferenceSchema }), recipientImportSchema),
  'recipients.createIdentity': page(z.strictObject({ out: pathReferenceSchema, passphrase: passphrase.nullable(), name: recipientDraftSchema.shape.name, organisation: recipientDraftSchema.shape.organisation, isEscrow: z.boolean().default(false) }), recipientSchema),

  'custody.list':           page(z.strictObject({ fromSeq: z.int().min(0).default(0), limit: z.int().min(1).max(10_000).default(10_000) }), z.array(custodyLineSchema)),
  'custody.checkpoint':     page(z.strictObject({ out: pathReferenceSchema }), z.strictObject({ path: z.string(), size: z.int(), root: z.string(), note: z.string() })),

  'jobs.list':              page(none, z.array(jobSchema)),
  'jobs.cancel':            page(z.strictObject({ id: jobIdSchema }), jobSchema),
  'jobs.retry':             page(z.strictObject({ id: jobIdSchema }), jobSchema),
} satisfies Record<string, CallDefinition>;

/** What the engine tells without being asked. */
// biome-ignore format: one line a topic
export const topics = {
  'matter.changed':         openMatterSummarySchema.nullable(),
  'matter.ticket':          z.string().nullable(),
  'footage.changed':        z.strictObject({ footageId: footageIdSchema.nullable() }),
  'locks.changed':          z.strictObject({ footageId: footageIdSchema.nullable() }),
  'coverage.changed':       z.strictObject({ footageId: footageIdSchema }),
  /** What annotations of a recording became; `annotations` is null when they are too many to tell: ask for the list again. */
  'annotations.changed':    z.strictObject({ footageId: footageIdSchema.nullable(), annotations: z.array(annotationSchema).nullable() }),
  'codebook.changed':       none,
  'subjects.changed':       none,
  'filters.changed':        none,
  'clockCorrections.changed': z.strictObject({ footageId: footageIdSchema }),
  'contentNotes.changed':   z.strictObject({ footageId: footageIdSchema }),
  'history.changed':        undoStateSchema,
  'exhibits.changed':       none,
  'packets.changed':        none,
  /** How far a verification is that was asked for with this `progress` name. */
  'packets.verifying':      z.strictObject({ progress: z.string(), done: z.int(), total: z.int() }),
  'transfers.changed':      z.strictObject({ packetId: packetIdSchema }),
  /** How far the opening with this ticket is. */
  'transfers.opening':      z.strictObject({ ticket: z.string(), done: z.int(), total: z.int() }),
  'recipients.changed':     none,
  'job.changed':            jobSchema,
} as const satisfies Record<string, z.ZodType>;

/** Topics that only the shell hears (the ticket reopens a matter after the engine was restarted). */
export const shellTopics: ReadonlySet<TopicName> = new Set<TopicName>(['matter.ticket']);

export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = z.input<(typeof calls)[N]['input']>;
export type CallRequest<N extends CallName> = z.output<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof calls)[N]['output']>;
export type TopicName = keyof typeof topics;
export type TopicValue<T extends TopicName> = z.output<(typeof topics)[T]>;
