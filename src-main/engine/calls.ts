import type { CallName } from '../contract/api.ts';
import { annotationCalls } from './annotations/annotation-calls.ts';
import { interchangeCalls } from './annotations/interchange/interchange-calls.ts';
import { searchCalls } from './annotations/search-calls.ts';
import { unfinishedCalls } from './annotations/unfinished-calls.ts';
import { appCalls } from './app-calls.ts';
import { settingCalls } from './catalog/setting-calls.ts';
import { clockCorrectionCalls } from './clock-corrections/clock-correction-calls.ts';
import { codebookCalls } from './codebook/codebook-calls.ts';
import { contentNoteCalls } from './content-notes/content-note-calls.ts';
import { coverageCalls } from './coverage/coverage-calls.ts';
import type { CallHandlers } from './engine-context.ts';
import { exhibitCalls } from './exhibits/exhibit-calls.ts';
import { footageCalls } from './footage/footage-calls.ts';
import { lockCalls } from './frame-locks/lock-calls.ts';
import { custodyCalls } from './history/custody-calls.ts';
import { historyCalls } from './history-calls.ts';
import { jobCalls } from './jobs/job-calls.ts';
import { matterCalls } from './matters/matter-calls.ts';
import { packetCalls } from './packets/packet-calls.ts';
import { signingKeyCalls } from './signing-keys/signing-key-calls.ts';
import { stillCalls } from './stills/still-calls.ts';
import { subjectCalls } from './subject-calls.ts';
import { recipientCalls } from './transfers/recipient-calls.ts';
import { transferCalls } from './transfers/transfer-calls.ts';

/** Every call of the contract and the room that answers it; the compiler refuses a missing one. */
export const handlers: CallHandlers<CallName> = {
  ...appCalls,
  ...settingCalls,
  ...matterCalls,
  ...footageCalls,
  ...coverageCalls,
  ...stillCalls,
  ...annotationCalls,
  ...unfinishedCalls,
  ...codebookCalls,
  ...subjectCalls,
  ...searchCalls,
  ...interchangeCalls,
  ...clockCorrectionCalls,
  ...contentNoteCalls,
  ...lockCalls,
  ...historyCalls,
  ...exhibitCalls,
  ...packetCalls,
  ...transferCalls,
  ...recipientCalls,
  ...signingKeyCalls,
  ...custodyCalls,
  ...jobCalls,
};
