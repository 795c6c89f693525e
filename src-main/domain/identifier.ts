import { z } from 'zod';

/** A random identifier (UUID, lower case) of a stored thing. Each noun brands its own below. */
const uuid = z.uuid().toLowerCase();

export const matterIdSchema = uuid.brand<'MatterId'>();
export const reviewerIdSchema = uuid.brand<'ReviewerId'>();
export const acquisitionIdSchema = uuid.brand<'AcquisitionId'>();
export const footageIdSchema = uuid.brand<'FootageId'>();
export const annotationIdSchema = uuid.brand<'AnnotationId'>();
export const subjectIdSchema = uuid.brand<'SubjectId'>();
export const subjectFeatureIdSchema = uuid.brand<'SubjectFeatureId'>();
export const contentNoteIdSchema = uuid.brand<'ContentNoteId'>();
export const editIdSchema = uuid.brand<'EditId'>();
export const jobIdSchema = uuid.brand<'JobId'>();
export const renditionIdSchema = uuid.brand<'RenditionId'>();
export const exhibitIdSchema = uuid.brand<'ExhibitId'>();
export const packetIdSchema = uuid.brand<'PacketId'>();
export const savedFilterIdSchema = uuid.brand<'SavedFilterId'>();
export const recipientIdSchema = uuid.brand<'RecipientId'>();
export const transferIdSchema = uuid.brand<'TransferId'>();
export const sittingIdSchema = uuid.brand<'SittingId'>();

export type MatterId = z.infer<typeof matterIdSchema>;
export type ReviewerId = z.infer<typeof reviewerIdSchema>;
export type AcquisitionId = z.infer<typeof acquisitionIdSchema>;
export type FootageId = z.infer<typeof footageIdSchema>;
export type AnnotationId = z.infer<typeof annotationIdSchema>;
export type SubjectId = z.infer<typeof subjectIdSchema>;
export type SubjectFeatureId = z.infer<typeof subjectFeatureIdSchema>;
export type ContentNoteId = z.infer<typeof contentNoteIdSchema>;
export type EditId = z.infer<typeof editIdSchema>;
export type JobId = z.infer<typeof jobIdSchema>;
export type RenditionId = z.infer<typeof renditionIdSchema>;
export type ExhibitId = z.infer<typeof exhibitIdSchema>;
export type PacketId = z.infer<typeof packetIdSchema>;
export type SavedFilterId = z.infer<typeof savedFilterIdSchema>;
export type RecipientId = z.infer<typeof recipientIdSchema>;
export type TransferId = z.infer<typeof transferIdSchema>;
export type SittingId = z.infer<typeof sittingIdSchema>;
