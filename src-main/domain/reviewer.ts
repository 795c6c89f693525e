import { z } from 'zod';
import { reviewerIdSchema } from './identifier.ts';

export const reviewerRoles = ['attorney', 'paralegal', 'investigator', 'reviewer'] as const;

/** The person at the workstation; the actor of every custody event. */
export const reviewerSchema = z.strictObject({
  id: reviewerIdSchema,
  name: z.string().trim().min(1).max(200),
  role: z.enum(reviewerRoles),
});
export type Reviewer = z.infer<typeof reviewerSchema>;

/** What a person says of themselves when opening a matter; the engine finds or makes their `Reviewer`. */
export const reviewerIntroductionSchema = reviewerSchema.omit({ id: true });
export type ReviewerIntroduction = z.infer<typeof reviewerIntroductionSchema>;
