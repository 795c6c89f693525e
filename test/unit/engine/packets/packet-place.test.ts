import { expect, it } from 'vitest';
import { placeError, requireRoom } from '../../../../src-main/engine/packets/packet-place.ts';

const gibibyte = 1024 ** 3;
const justUnder = 4 * gibibyte - 1024 ** 2;
const drive = (type: number, freeBytes: number) => () =>
  Promise.resolve({ type, bavail: freeBytes / 4096, bsize: 4096 });
const fat = 0x4d44;
const ext4 = 0xef53;

it('refuses a file on FAT32 that is larger than a part for FAT32 would be, and only there', async () => {
  const much = 100 * gibibyte;
  const refused = requireRoom('/media/usb', justUnder + 1, 4 * gibibyte, drive(fat, much));
  await expect(refused).rejects.toMatchObject({
    code: 'destination-unusable',
    message: expect.stringContaining('FAT32'),
  });
  await requireRoom('/media/usb', justUnder, 6 * gibibyte, drive(fat, much));
  await requireRoom('/media/usb', 4 * gibibyte, 6 * gibibyte, drive(ext4, much));
});

it('refuses what does not fit, with both numbers', async () => {
  const refused = requireRoom('/media/usb', gibibyte, 2 * gibibyte, drive(ext4, 2 * gibibyte));
  await expect(refused).rejects.toMatchObject({ code: 'disk-full', details: { freeBytes: 2 * gibibyte } });
  await requireRoom('/media/usb', gibibyte, 2 * gibibyte, drive(ext4, 3 * gibibyte));
});

it('says in a sentence what a destination did', () => {
  const failure = (code: string) => placeError(Object.assign(new Error(code), { code }), '/media/usb/PKT001');
  expect(failure('ENOSPC')).toMatchObject({ code: 'disk-full' });
  expect(failure('EROFS')).toMatchObject({ code: 'destination-unusable', message: expect.stringContaining('PKT001') });
  expect(failure('EIO')).toMatchObject({ code: 'destination-unusable' });
  expect(failure('EFBIG')).toMatchObject({ code: 'destination-unusable' });
  const defect = new TypeError('a defect');
  expect(placeError(defect, '/x')).toBe(defect);
});
