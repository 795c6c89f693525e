import { UsageError } from './arguments.ts';
import { annotateVerb, annotationsListVerb, codebookVerb } from './verbs/annotation-verbs.ts';
import {
  codebookCheckVerb,
  codebookExportVerb,
  codebookImportVerb,
  codebookVersionsVerb,
} from './verbs/codebook-verbs.ts';
import { custodyCheckpointVerb, custodyListVerb } from './verbs/custody-verbs.ts';
import { demoVerb } from './verbs/demo.ts';
import { annotationsExportVerb, annotationsImportVerb } from './verbs/exchange-verbs.ts';
import { exhibitVerbs } from './verbs/exhibit-verbs.ts';
import { footageListVerb, footageShowVerb, frameVerb, ingestVerb } from './verbs/footage-verbs.ts';
import { annotationsCheckVerb } from './verbs/lock-verb.ts';
import { matterCreateVerb } from './verbs/matter-verbs.ts';
import { packetVerbs } from './verbs/packet-verbs.ts';
import {
  recipientsAddVerb,
  recipientsIdentityVerb,
  recipientsImportVerb,
  recipientsListVerb,
  recipientsRemoveVerb,
} from './verbs/recipient-verbs.ts';
import { stillVerb } from './verbs/still-verb.ts';
import {
  subjectsAddVerb,
  subjectsChangeVerb,
  subjectsFeatureVerb,
  subjectsHistoryVerb,
  subjectsListVerb,
  subjectsMergeVerb,
  subjectsSplitVerb,
} from './verbs/subject-verbs.ts';
import { acknowledgeVerb, handOverVerb, openVerb, receiptsVerb } from './verbs/transfer-verbs.ts';
import type { Verb } from './verbs/verb.ts';
import { verifyVerb } from './verbs/verify-verb.ts';

/** Every verb of the command line. */
export const verbs: readonly Verb[] = [
  matterCreateVerb,
  ingestVerb,
  footageListVerb,
  footageShowVerb,
  frameVerb,
  stillVerb,
  annotateVerb,
  annotationsListVerb,
  annotationsExportVerb,
  annotationsImportVerb,
  annotationsCheckVerb,
  subjectsListVerb,
  subjectsAddVerb,
  subjectsChangeVerb,
  subjectsFeatureVerb,
  subjectsMergeVerb,
  subjectsSplitVerb,
  subjectsHistoryVerb,
  ...exhibitVerbs,
  ...packetVerbs,
  verifyVerb,
  handOverVerb,
  openVerb,
  receiptsVerb,
  acknowledgeVerb,
  recipientsAddVerb,
  recipientsImportVerb,
  recipientsIdentityVerb,
  recipientsRemoveVerb,
  recipientsListVerb,
  custodyListVerb,
  custodyCheckpointVerb,
  codebookVersionsVerb,
  codebookExportVerb,
  codebookImportVerb,
  codebookCheckVerb,
  codebookVerb,
  demoVerb,
];

/** The verb that the first words name. Errors: UsageError. */
export function findVerb(words: readonly string[]): Verb {
  const verb = verbs.find((candidate) => candidate.words.every((word, position) => words[position] === word));
  if (verb === undefined) {
    throw new UsageError(`There is no verb "${words.slice(0, 2).join(' ')}".`);
  }
  return verb;
}
