import type { FootageDetail } from '../../../src-main/domain/footage.ts';

/** What to say where the frames would be, while they are read or when there are none. */
export function whyNoBench({ footage, index, pendingJobs }: FootageDetail): { title: string; children: string } {
  if (index !== null) {
    return { title: 'Laying out the frames…', children: 'The list of frames is being read.' };
  }
  switch (footage.state) {
    case 'audio-only':
      return {
        title: 'This recording has sound only',
        children:
          'There are no pictures to step through. It is stored, verified and can go into packets as a native file.',
      };
    case 'not-media':
      return {
        title: 'This file is not a recording',
        children: footage.stateReason === '' ? 'It is kept exactly as received.' : footage.stateReason,
      };
    case 'damaged':
      return {
        title: 'This recording cannot be read',
        children: footage.stateReason === '' ? 'It is kept exactly as received.' : footage.stateReason,
      };
    default:
      return pendingJobs > 0
        ? { title: 'The frames are being counted', children: 'The bench opens by itself when this is done.' }
        : {
            title: 'No frames are known',
            children: 'Reading the frames did not succeed. See Jobs for what happened, and try again there.',
          };
  }
}
