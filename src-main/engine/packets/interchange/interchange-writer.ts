import { AppError } from '../../../domain/app-error.ts';
import type { PacketFiles, PacketRecord, PacketWriter, RecordExhibit, RecordFile } from '../packet-record.ts';
import { writeAnnotationCollection } from './annotation-collection.ts';
import { cuesOfClip, cuesOfTimeline, type TimedCue, writeCueSrt, writeCueVtt } from './cue-files.ts';
import { type LeftOut, writeEdl } from './edl-format.ts';
import { writeFcpxml } from './fcpxml-format.ts';
import { writeOtio } from './otio-format.ts';

/** Sentences on the exhibits that the edit decision list and the Final Cut Pro document do not hold; empty when they hold all. */
export function interchangeNotices(record: PacketRecord): string[] {
  const sentence = (file: string) => (left: LeftOut) =>
    `interchange/${file} does not hold ${left.label}: ${left.why}. interchange/timeline.otio holds it.`;
  return [
    ...writeEdl(record).leftOut.map(sentence('clips.edl')),
    ...writeFcpxml(record).leftOut.map(sentence('clips.fcpxml')),
  ];
}

function readMe(record: PacketRecord): string {
  const notices = interchangeNotices(record);
  return [
    `FILES FOR OTHER PROGRAMS, OF ${record.heading.name}`,
    '',
    'Convenience copies: the exhibits and their data are in the folders beside this one. Links between files are',
    'relative, so keep the folders of this packet together.',
    '',
    'timeline.otio        OpenTimelineIO: all exhibits in their order, a track for each source, annotations as markers,',
    '                     with digests, codes and exact time stamps under "frame_of_record" in the metadata.',
    'clips.edl            CMX 3600 edit decision list. ASCII: accents and other signs are simplified, comments are cut',
    '                     at 240 signs. Reel names are B and the seven digits of the Bates number.',
    'clips.fcpxml         Final Cut Pro XML 1.10: a project for each frame rate; uneven recordings as clips of the event.',
    'annotations.jsonld   W3C Web Annotations. Times are rounded outward to milliseconds; "moment" has the exact ones.',
    'annotations.vtt      Annotations as captions on the clock of timeline.otio.',
    'annotations.srt      The same as SubRip. < > { } are written as look-alikes, because players take them for markup.',
    'annotations/         The same for each clip, counted from its first frame: put one beside the clip under its name.',
    '',
    'WHAT SOME FILES DO NOT HOLD',
    ...(notices.length === 0 ? ['Every exhibit is in each of them.'] : notices),
    '',
  ].join('\r\n');
}

function clipsOf(record: PacketRecord): { exhibit: RecordExhibit; file: RecordFile; cues: TimedCue[] }[] {
  const all = record.exhibits.flatMap((exhibit) =>
    exhibit.files
      .filter(({ role }) => role === 'clip' || role === 'context-clip')
      .map((file) => ({ exhibit, file, cues: cuesOfClip(exhibit, file) })),
  );
  return all.filter(({ file, cues }) => file.bates !== null && cues.length > 0);
}

/** OpenTimelineIO, EDL, FCPXML, W3C Web Annotations, and annotations as captions (specs/evidence.md 2.8). */
export const writeInterchange: PacketWriter = async (record, { signal }) => {
  const stopIfAsked = () => {
    if (signal.aborted) {
      throw new AppError('cancelled', 'The packet was stopped before its files for other programs were written.');
    }
  };
  stopIfAsked();
  const timeline = cuesOfTimeline(record);
  const files: Record<string, PacketFiles[string]> = {
    'data/interchange/timeline.otio': writeOtio(record),
    'data/interchange/clips.edl': writeEdl(record).text,
    'data/interchange/clips.fcpxml': writeFcpxml(record).text,
    'data/interchange/annotations.jsonld': writeAnnotationCollection(record),
    'data/interchange/annotations.vtt': writeCueVtt(timeline, 'Times are those of timeline.otio.'),
    'data/interchange/annotations.srt': writeCueSrt(timeline),
    'data/interchange/README.txt': readMe(record),
  };
  for (const { exhibit, file, cues } of clipsOf(record)) {
    stopIfAsked();
    const about = `Times count from the first frame of ${file.path} (${exhibit.label}, sha256 ${file.digest}).`;
    files[`data/interchange/annotations/${file.bates}.vtt`] = writeCueVtt(cues, about);
    files[`data/interchange/annotations/${file.bates}.srt`] = writeCueSrt(cues);
  }
  return files;
};
