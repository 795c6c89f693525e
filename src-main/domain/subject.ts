import { z } from 'zod';
import { digestSchema } from './digest.ts';
import {
  footageIdSchema,
  reviewerIdSchema,
  type SubjectId,
  subjectFeatureIdSchema,
  subjectIdSchema,
} from './identifier.ts';
import { frameNumberSchema, microsSchema, ptsSchema } from './time.ts';

export const subjectKinds = ['agent', 'person', 'vehicle'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** What each kind of subject can be in the event (specs/evidence.md 4.4, 4.5); the first one is where a new subject starts. */
export const subjectRoles = {
  agent: ['unknown', 'contact', 'cover', 'driver', 'supervisor'],
  person: [
    'unknown',
    'approached person',
    'detained person',
    'family member',
    'bystander',
    'observer',
    'press',
    'legal observer',
    'minor',
    'medical responder',
    'city employee',
  ],
  vehicle: ['unknown', 'agency vehicle', 'stopped vehicle', 'police vehicle', 'emergency vehicle', 'other vehicle'],
} as const satisfies Record<SubjectKind, readonly string[]>;

/** Offered while typing; another text may be written, because patches say what they say. */
export const agencyNames = [
  'ICE-ERO',
  'ICE-HSI',
  'CBP-OFO',
  'USBP',
  'FBI',
  'DEA',
  'ATF',
  'USMS',
  'FPS',
  'National Guard',
  'other federal',
  'state',
  'municipal',
  'contractor',
  'unknown',
] as const;

export const faceCovers = ['unknown', 'covered', 'partly covered', 'uncovered', 'changes'] as const;
export const legibilities = ['unknown', 'clear', 'partial', 'doubtful'] as const;
export const cameraStates = ['unknown', 'worn', 'covered', 'none visible'] as const;

const shortText = z.string().trim().max(300).default('');
const longText = z.string().trim().max(2000).default('');

/**
 * What can be seen or heard of a subject. No real name, no immigration status, no guess at race or origin, nothing a
 * machine recognised: those have no place in this table.
 */
export const subjectDetailsSchema = z.strictObject({
  /** As the subject says or is heard to say. */
  agencyClaimed: shortText,
  /** The text on patches, letter by letter. */
  agencyObserved: shortText,
  agencyConfirmed: shortText,
  /** Where the confirmation comes from; without it there is none. */
  agencyConfirmedBy: shortText,
  clothing: longText,
  build: longText,
  equipment: longText,
  faceCover: z.enum(faceCovers).default('unknown'),
  /** As read, with `?` for every doubtful character. */
  badgeOrName: shortText,
  badgeLegibility: z.enum(legibilities).default('unknown'),
  weaponCarried: shortText,
  camera: z.enum(cameraStates).default('unknown'),
  voice: longText,
  /** Vehicles this subject arrives in, drives or stands beside. */
  vehicleIds: z.array(subjectIdSchema).max(20).default([]),
  make: shortText,
  colour: shortText,
  /** As read, with `?` for every doubtful character. */
  plate: z
    .string()
    .trim()
    .max(20)
    .regex(/^[\p{L}\p{N}? -]*$/u, 'A plate has letters, digits, spaces, dashes, and ? for a doubtful character.')
    .default(''),
  markings: longText,
  lights: longText,
});
export type SubjectDetails = z.infer<typeof subjectDetailsSchema>;

export const pseudonymSchema = z
  .string()
  .trim()
  .min(1, 'Give the subject a name that is not a person’s real name, like “Agent with green vest”.')
  .max(80);

/** One frame that a decision or a feature rests on. */
export const frameReferenceSchema = z.strictObject({ footageId: footageIdSchema, frame: frameNumberSchema });
export type FrameReference = z.infer<typeof frameReferenceSchema>;

const evidenceFrameSchema = frameReferenceSchema.extend({
  footageDigest: digestSchema,
  stream: z.int(),
  pts: ptsSchema,
});
export type EvidenceFrame = z.infer<typeof evidenceFrameSchema>;

/** The newest merge or split a subject took part in, kept with every revision, so that its history tells them all. */
export const subjectDecisionSchema = z.strictObject({
  kind: z.enum(['merged-into', 'took-in', 'split-off', 'gave-off']),
  otherId: subjectIdSchema,
  reason: z.string(),
  evidence: z.array(evidenceFrameSchema),
});
export type SubjectDecision = z.infer<typeof subjectDecisionSchema>;

/** A person or vehicle depicted, pseudonymous, with a role. */
export const subjectSchema = z.strictObject({
  id: subjectIdSchema,
  /** Counts from 1; every edit, undo and redo adds one. */
  revision: z.int().min(1),
  kind: z.enum(subjectKinds),
  /** The number that gave the first pseudonym: 0 for "Agent A", "Person 1". Never used again for the kind. */
  ordinal: z.int().min(0),
  pseudonym: pseudonymSchema,
  role: z.string().max(60),
  details: subjectDetailsSchema,
  /** The subject that stands for this one since a merge; its own links stay what they were. */
  mergedInto: subjectIdSchema.nullable(),
  decision: subjectDecisionSchema.nullable(),
  state: z.enum(['in-use', 'withdrawn']),
  createdBy: reviewerIdSchema,
  createdAt: microsSchema,
  revisedBy: reviewerIdSchema,
  revisedAt: microsSchema,
});
export type Subject = z.infer<typeof subjectSchema>;

export const featureKinds = [
  'clothing',
  'patch',
  'badge',
  'face covering',
  'build',
  'gait',
  'voice',
  'equipment',
  'weapon',
  'vehicle',
  'plate',
  'other',
] as const;
export type FeatureKind = (typeof featureKinds)[number];

const featureText = z.string().trim().min(1, 'Say what can be seen or heard in this frame.').max(500);

/** Something that tells a subject apart, tied to the frame in which it can be seen or heard. */
export const subjectFeatureSchema = z.strictObject({
  id: subjectFeatureIdSchema,
  revision: z.int().min(1),
  /** As it was linked; after a merge the subject that stands for it is found with `standingSubject`. */
  subjectId: subjectIdSchema,
  kind: z.enum(featureKinds),
  text: featureText,
  footageId: footageIdSchema,
  footageDigest: digestSchema,
  stream: z.int(),
  pts: ptsSchema,
  frame: frameNumberSchema,
  state: z.enum(['in-use', 'withdrawn']),
  createdBy: reviewerIdSchema,
  createdAt: microsSchema,
  revisedBy: reviewerIdSchema,
  revisedAt: microsSchema,
});
export type SubjectFeature = z.infer<typeof subjectFeatureSchema>;

/** What a reviewer gives for a new subject; without a pseudonym it gets the next free one of its kind. */
export const subjectDraftSchema = z.strictObject({
  kind: z.enum(subjectKinds),
  pseudonym: pseudonymSchema.optional(),
  role: z.string().max(60).default('unknown'),
  details: subjectDetailsSchema.prefault({}),
});
export type SubjectDraft = z.infer<typeof subjectDraftSchema>;

/** What may be changed later; absent fields stay as they are. */
export const subjectChangesSchema = z
  .strictObject({ pseudonym: pseudonymSchema, role: z.string().max(60), details: subjectDetailsSchema })
  .partial();
export type SubjectChanges = z.infer<typeof subjectChangesSchema>;

export const featureDraftSchema = z.strictObject({
  subjectId: subjectIdSchema,
  kind: z.enum(featureKinds),
  text: featureText,
  at: frameReferenceSchema,
});
export type FeatureDraft = z.infer<typeof featureDraftSchema>;

export const decisionReasonSchema = z.string().trim().min(1, 'Say what the decision rests on.').max(2000);

export const subjectMergeSchema = z.strictObject({
  /** The one that will be spoken of by the other's name. */
  id: subjectIdSchema,
  revision: z.int(),
  into: subjectIdSchema,
  reason: decisionReasonSchema,
  evidence: z.array(frameReferenceSchema).min(1, 'Give at least one frame that shows it.').max(20),
});
export type SubjectMerge = z.infer<typeof subjectMergeSchema>;

export const subjectSplitSchema = z.strictObject({
  /** The subject that gives something off. */
  id: subjectIdSchema,
  revision: z.int(),
  /** A subject that was merged into it, or a new one of a kind. */
  to: z.union([
    z.strictObject({ former: subjectIdSchema }),
    z.strictObject({ kind: z.enum(subjectKinds), pseudonym: pseudonymSchema.optional() }),
  ]),
  reason: decisionReasonSchema,
  evidence: z.array(frameReferenceSchema).max(20).default([]),
  /** What goes along. Absent for a former subject: exactly what it brought. */
  annotationIds: z.array(z.string()).max(10_000).optional(),
  featureIds: z.array(z.string()).max(10_000).optional(),
});
export type SubjectSplit = z.infer<typeof subjectSplitSchema>;

/** A subject as the screen lists it: features and counts include those of subjects merged into it. */
export const subjectEntrySchema = z.strictObject({
  subject: subjectSchema,
  features: z.array(subjectFeatureSchema),
  /** In the whole matter, withdrawn ones left out. */
  annotationCount: z.int(),
  /** In the recording that was asked for; frames count from 0, the last one is included. */
  here: z.strictObject({ annotationCount: z.int(), firstFrame: z.int(), lastFrame: z.int() }).nullable(),
});
export type SubjectEntry = z.infer<typeof subjectEntrySchema>;

/** One step in the life of a subject or of one of its features, newest last. */
export const subjectStepSchema = z.strictObject({
  subject: subjectSchema.nullable(),
  feature: subjectFeatureSchema.nullable(),
  label: z.string(),
  reviewerName: z.string(),
  at: microsSchema,
  custodySeq: z.int(),
});
export type SubjectStep = z.infer<typeof subjectStepSchema>;

const kindWords: Readonly<Record<SubjectKind, string>> = { agent: 'Agent', person: 'Person', vehicle: 'Vehicle' };

/** 0 is A, 25 is Z, 26 is AA, as spreadsheets count columns. */
function letters(ordinal: number): string {
  const rest = Math.floor(ordinal / 26);
  return `${rest === 0 ? '' : letters(rest - 1)}${String.fromCharCode(65 + (ordinal % 26))}`;
}

/** The name the program gives: "Agent A", "Person 1", "Vehicle 1". */
export function pseudonymOf(kind: SubjectKind, ordinal: number): string {
  return `${kindWords[kind]} ${kind === 'agent' ? letters(ordinal) : String(ordinal + 1)}`;
}

/**
 * The subject that stands for this one: itself, or the one it was merged into, through all merges. Null when it is not
 * among `subjects`.
 */
export function standingSubject<S extends Pick<Subject, 'id' | 'mergedInto'>>(
  subjects: ReadonlyMap<SubjectId, S>,
  id: SubjectId,
): S | null {
  let found = subjects.get(id);
  // As many steps as there are subjects: a damaged matter must not hang the screen.
  for (let left = subjects.size; found !== undefined && found.mergedInto !== null && left > 0; left -= 1) {
    found = subjects.get(found.mergedInto);
  }
  return found ?? null;
}

/** The subjects that stand for the named ones, each once, in order; ids that are not known are left out. */
export function standingSubjects<S extends Pick<Subject, 'id' | 'mergedInto'>>(
  subjects: ReadonlyMap<SubjectId, S>,
  ids: readonly SubjectId[],
): S[] {
  const standing = new Set<S>();
  for (const id of ids) {
    const subject = standingSubject(subjects, id);
    if (subject !== null) {
      standing.add(subject);
    }
  }
  return [...standing];
}
