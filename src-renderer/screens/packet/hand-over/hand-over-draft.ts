import type { CallInput } from '../../../../src-main/contract/api.ts';
import type { GrantedPath } from '../../../../src-main/contract/shell-powers.ts';
import type { PacketId, RecipientId } from '../../../../src-main/domain/identifier.ts';
import type { Recipient } from '../../../../src-main/domain/recipient.ts';
import { type HandOverMethod, mediumSizes, smallestPart } from '../../../../src-main/domain/transfer.ts';

export type SizeChoice = (typeof mediumSizes)[number]['id'] | 'custom';

/** What stands in the form. */
export type HandOverDraft = {
  readonly method: HandOverMethod;
  readonly recipientIds: readonly RecipientId[];
  readonly isEscrowLeftOut: boolean;
  readonly size: SizeChoice;
  /** Megabytes of 1,000,000 bytes, as typed. */
  readonly customSize: string;
  readonly deliveredTo: string;
  readonly medium: string;
  readonly sealNumber: string;
  readonly into: GrantedPath | null;
};

export const emptyDraft: HandOverDraft = {
  method: 'age-recipients',
  recipientIds: [],
  isEscrowLeftOut: false,
  size: 'one-file',
  customSize: '',
  deliveredTo: '',
  medium: '',
  sealNumber: '',
  into: null,
};

export type DraftErrors = Partial<Record<'recipients' | 'escrow' | 'customSize' | 'deliveredTo' | 'into', string>>;

export function isEncrypted(method: HandOverMethod): boolean {
  return method === 'age-recipients' || method === 'age-phrase';
}

/** Bytes of a part; null for one file, undefined for a size that cannot be. */
export function partBytesOf(draft: HandOverDraft): number | null | undefined {
  if (draft.method === 'folder') {
    return null;
  }
  if (draft.size === 'custom') {
    const megabytes = Number(draft.customSize.replace(',', '.'));
    const bytes = Math.round(megabytes * 1_000_000);
    return draft.customSize.trim() !== '' && bytes >= smallestPart && Number.isSafeInteger(bytes) ? bytes : undefined;
  }
  return mediumSizes.find(({ id }) => id === draft.size)?.byteCount ?? null;
}

/** A sentence for each field that is not as it has to be. */
export function checkDraft(draft: HandOverDraft, escrow: Recipient | null): DraftErrors {
  return {
    ...(draft.method === 'age-recipients' && draft.recipientIds.length === 0
      ? { recipients: 'Choose at least one recipient who shall be able to open the packet.' }
      : {}),
    ...(draft.method === 'age-phrase' && escrow !== null && !draft.isEscrowLeftOut
      ? { escrow: 'Confirm that the escrow key is left out, or encrypt to recipients instead.' }
      : {}),
    ...(partBytesOf(draft) === undefined ? { customSize: 'Write a size in MB from 0.1, such as 700.' } : {}),
    ...(draft.deliveredTo.trim() === '' ? { deliveredTo: 'Say who it is handed to.' } : {}),
    ...(draft.into === null ? { into: 'Choose where it shall be written.' } : {}),
  };
}

export function toRequest(
  packetId: PacketId,
  draft: HandOverDraft,
  into: GrantedPath,
): CallInput<'transfers.handOver'> {
  return {
    packetId,
    method: draft.method,
    recipientIds: draft.method === 'age-recipients' ? [...draft.recipientIds] : [],
    isEscrowLeftOut: isEncrypted(draft.method) && draft.isEscrowLeftOut,
    partBytes: partBytesOf(draft) ?? null,
    deliveredTo: draft.deliveredTo,
    medium: draft.medium,
    sealNumber: draft.sealNumber,
    into: { grant: into.grant },
  };
}
