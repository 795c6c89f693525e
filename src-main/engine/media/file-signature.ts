import { open } from 'node:fs/promises';

const sniffedBytes = 400;

function hasText(bytes: Buffer, offset: number, texts: readonly string[]): boolean {
  return texts.includes(bytes.toString('latin1', offset, offset + 4));
}

/** Whether a file begins as recordings do; what then cannot be read is damaged rather than something else. */
export async function beginsAsRecording(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(sniffedBytes);
    const { bytesRead } = await file.read(buffer, 0, sniffedBytes, 0);
    const bytes = buffer.subarray(0, bytesRead);
    const isTransportStream = bytes[0] === 0x47 && bytes[188] === 0x47 && bytes[376] === 0x47;
    const start = bytes.toString('hex', 0, 4);
    return (
      hasText(bytes, 4, ['ftyp', 'moov', 'mdat', 'wide', 'moof', 'styp']) ||
      hasText(bytes, 0, ['OggS', 'fLaC', 'DHAV', 'FORM', 'caff']) ||
      (hasText(bytes, 0, ['RIFF', 'RF64']) && hasText(bytes, 8, ['AVI ', 'AVIX', 'WAVE'])) ||
      ['1a45dfa3', '000001ba', '000001b3', '3026b275', '00000001'].includes(start) ||
      bytes.toString('latin1', 0, 3) === 'FLV' ||
      bytes.toString('latin1', 0, 5) === '#!AMR' ||
      isTransportStream
    );
  } finally {
    await file.close();
  }
}
