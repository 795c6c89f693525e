/**
 * Bytes of the largest file that is put onto a FAT32 drive. The format holds 4 GiB less one byte, but fsck.fat up to 4.2
 * cuts a file to nothing whose last cluster ends at 4 GiB (dosfstools issue 208).
 */
export const largestOnFat32 = 4 * 1024 ** 3 - 1024 ** 2;
