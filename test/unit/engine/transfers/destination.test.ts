import { expect, it } from 'vitest';
import { largestOnFat32 } from '../../../../src-main/domain/fat32.ts';
import { mediumSizes } from '../../../../src-main/domain/transfer.ts';
import { requireSpace, requireSpaceToOpen } from '../../../../src-main/engine/transfers/destination.ts';

const gibibyte = 1024 ** 3;
const fatDrive = () => Promise.resolve({ type: 0x4d44, bavail: (100 * gibibyte) / 4096, bsize: 4096 });

it('says on FAT32 what helps: parts for files, another way for a copy, which is not split', async () => {
  const sayingOf = (isCopy: boolean) =>
    requireSpace('/media/usb', largestOnFat32 + 1, 4 * gibibyte, isCopy, fatDrive).then(
      () => 'nothing',
      (thrown: Error) => thrown.message,
    );
  expect(await sayingOf(false)).toMatch(/\. Choose parts for a FAT32 drive, or choose a drive formatted as exFAT/);
  expect(await sayingOf(true)).toMatch(/\. Hand it over as a ZIP or encrypted, in parts for a FAT32 drive, or/);
  const part = mediumSizes.find(({ id }) => id === 'fat32')?.byteCount ?? 0;
  await requireSpace('/media/usb', part, 6 * gibibyte, true, fatDrive);
});

it('says before a packet is unpacked that a drive cannot hold one of its files, or all', async () => {
  await requireSpaceToOpen('/media/usb', [largestOnFat32, 5], fatDrive);
  await expect(requireSpaceToOpen('/media/usb', [5, largestOnFat32 + 1], fatDrive)).rejects.toMatchObject({
    code: 'destination-unusable',
    message: expect.stringMatching(/nearly 4 GiB or more, and this packet has one\. Choose a destination/),
  });
  const sizes = Array.from({ length: 101 }, () => gibibyte);
  await expect(requireSpaceToOpen('/media/usb', sizes, fatDrive)).rejects.toMatchObject({ code: 'disk-full' });
});
