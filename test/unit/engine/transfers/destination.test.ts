import { expect, it } from 'vitest';
import { requireSpace } from '../../../../src-main/engine/transfers/destination.ts';

const gibibyte = 1024 ** 3;
const fatDrive = () => Promise.resolve({ type: 0x4d44, bavail: (100 * gibibyte) / 4096, bsize: 4096 });

it('says on FAT32 what helps: parts for files, another way for a copy, which is not split', async () => {
  const sayingOf = (isCopy: boolean) =>
    requireSpace('/media/usb', 4 * gibibyte, 4 * gibibyte, isCopy, fatDrive).then(
      () => 'nothing',
      (thrown: Error) => thrown.message,
    );
  expect(await sayingOf(false)).toMatch(/\. Choose parts for a FAT32 drive, or choose a drive formatted as exFAT/);
  expect(await sayingOf(true)).toMatch(/\. Hand it over as a ZIP or encrypted, in parts for a FAT32 drive, or/);
  await requireSpace('/media/usb', 4 * gibibyte - 1, 6 * gibibyte, true, fatDrive);
});
