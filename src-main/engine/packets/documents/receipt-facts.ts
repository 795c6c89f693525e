/** What a receipt of a sealed packet says. Dates are UTC microseconds. */
export type ReceiptFacts = {
  readonly packetName: string;
  readonly matterName: string;
  /** Who it was made for: "court", "opposing party". */
  readonly audience: string;
  /** SHA-256 of tagmanifest-sha256.txt: one value that fixes every byte of the packet. */
  readonly digest: string;
  readonly exhibitCount: number;
  readonly byteCount: number;
  readonly sealedAt: number;
  readonly checkpointSize: number;
  /** Base64. */
  readonly checkpointRoot: string;
  /** Of the device key that signed it, 8 groups of 4 digits. */
  readonly fingerprint: string;
  /** Who signed beside the device; null where nobody did. */
  readonly coSigner: { readonly name: string; readonly fingerprint: string } | null;
  /** The hand-over that it goes with; null for a receipt that is filled in by hand. Empty texts are left to be filled in. */
  readonly transfer: {
    readonly deliveredTo: string;
    readonly medium: string;
    readonly sealNumber: string;
    readonly handedOverAt: number | null;
  } | null;
  readonly appVersion: string;
};

/** The plain text in the receipt's QR code: what has to be compared, and nothing else. */
export function receiptQrText(facts: ReceiptFacts): string {
  return [
    `packet ${facts.packetName}`,
    `sha256 ${facts.digest}`,
    `checkpoint ${facts.checkpointSize} ${facts.checkpointRoot}`,
    `key ${facts.fingerprint}`,
  ].join('\n');
}

/** How a recipient checks a packet against its receipt, step by step. */
export const receiptSteps: readonly string[] = [
  'Copy the packet from the medium. Do not open, add or rename anything in it first.',
  'Compute the SHA-256 of the file tagmanifest-sha256.txt in the packet (Linux: sha256sum, macOS: shasum -a 256, Windows: Get-FileHash). It must equal the packet digest on this receipt.',
  'Verify every file and signature: with Frame of Record ("Verify a packet"), or with Node.js and a verifier obtained separately: node verify.mjs FOLDER --key FINGERPRINT, with the fingerprint on this receipt.',
  'Keep this receipt apart from the packet. Its checkpoint shows later whether the custody log it came from was changed.',
];
