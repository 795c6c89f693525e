import type { HandOverMethod, TransferFile } from '../../domain/transfer.ts';

/** The list of the files: `sha256sum -c` reads it, and skips the lines that begin with `#`. */
export function partsText(packetName: string, files: readonly TransferFile[]): string {
  const total = files.reduce((sum, file) => sum + file.byteCount, 0);
  return [
    `# Packet ${packetName}: ${files.length} ${files.length === 1 ? 'file' : 'files'}, ${total} bytes in all.`,
    '# Check with: sha256sum -c (Linux), shasum -a 256 -c (macOS), Get-FileHash (Windows).',
    ...files.flatMap((file) => [`# ${file.byteCount} bytes:`, `${file.digest}  ${file.name}`]),
    '',
  ].join('\n');
}

/** How somebody without this program gets the packet out, in plain words. */
export function joinText(packetName: string, method: HandOverMethod, files: readonly TransferFile[]): string {
  const first = files[0]?.name ?? '';
  const isSplit = files.length > 1;
  const whole = isSplit ? first.replace(/\.\d+$/, '') : first;
  const zip = `${packetName}.zip`;
  const isEncrypted = method === 'age-recipients' || method === 'age-phrase';
  const digits = first.length - whole.length - 1;
  const steps: string[] = [];
  function step(title: string, ...lines: string[]): void {
    steps.push(`${steps.length + 1}. ${title}`, ...lines.map((line) => (line === '' ? '' : `   ${line}`)), '');
  }
  if (isSplit) {
    step(
      'Copy all parts into one folder.',
      `There are ${files.length}: ${first} to ${files.at(-1)?.name ?? ''}. The parts of several discs go into the same folder.`,
    );
  }
  step(
    'Check that nothing was damaged on the way (you may skip this; the later steps notice damage too).',
    `Linux:   sha256sum -c ${packetName}.parts.txt`,
    `macOS:   shasum -a 256 -c ${packetName}.parts.txt`,
    `Windows: certutil -hashfile ${first} SHA256   and compare with ${packetName}.parts.txt, file by file`,
  );
  if (isSplit) {
    step(
      'Join the parts, in their order.',
      `Linux and macOS, in a terminal:   cat ${whole}.${'?'.repeat(digits)} > ${whole}`,
      `Windows, in the Command Prompt:   copy /b ${windowsParts(files)} ${whole}`,
    );
  }
  if (isEncrypted) {
    step(
      'Decrypt. The free program "age" (https://age-encryption.org) runs on Windows, macOS and Linux.',
      method === 'age-phrase'
        ? `age --decrypt --output ${zip} ${whole}   and type the words that you were told, with the dashes between them`
        : `age --decrypt --identity YOUR-IDENTITY.txt --output ${zip} ${whole}`,
      'If age ends with an error, delete what it wrote: it is not whole.',
    );
  }
  step(
    `Unpack ${zip}.`,
    'Windows: right-click it, "Extract All". macOS: double-click it. Linux: unzip it.',
    'It is not compressed; a packet of more than 4 GiB needs a program that knows Zip64, which all of these do.',
  );
  step(
    `Open the folder ${packetName} and read verify/VERIFY.txt: it says how to check every file and the signature.`,
    'Compare the key of the signature with one that you were given another way than with this packet.',
  );
  return [
    `HOW TO OPEN THE PACKET ${packetName}`,
    '',
    'With Frame of Record: choose "Open an encrypted packet..." on the screen Packets, and pick the first file.',
    'It joins, decrypts, unpacks and verifies in one go. Without it:',
    '',
    ...steps,
  ].join('\n');
}

/** `a.001+a.002`; a command line of Windows ends at 8,191 characters, so many parts are given by a wildcard. */
function windowsParts(files: readonly TransferFile[]): string {
  const list = files.map((file) => file.name).join('+');
  return list.length < 4000 ? list : `${files[0]?.name.replace(/\.\d+$/, '') ?? ''}.*`;
}
