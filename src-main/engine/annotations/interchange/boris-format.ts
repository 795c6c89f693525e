import { z } from 'zod';
import { AppError } from '../../../domain/app-error.ts';
import { exchangeNotice } from '../../../domain/interchange.ts';
import {
  endMillisOf,
  exactText,
  type IncomingAnnotation,
  type IncomingFile,
  type OutgoingDocument,
  parseExactText,
  startMillisOf,
} from './exchanged.ts';

/** What a comment in BORIS shows; the exact part follows on a line of its own. */
const exactMark = '\nframe-of-record ';

function seconds(millis: number): number {
  return millis / 1000;
}

/** A project with an observation for each recording; every span is a state event: a row where it starts, one where it stops. */
export function writeBoris(document: OutgoingDocument): string {
  const codes = new Map(
    document.annotations.map(({ exact, codeTitle, groupLabel }) => [exact.code, { codeTitle, groupLabel }]),
  );
  const subjects = [...new Set(document.annotations.flatMap(({ exact }) => exact.subjects))].sort();
  const observations = Object.fromEntries(
    document.recordings.map((recording) => {
      const rows = document.annotations
        .filter(({ recordingId }) => recordingId === recording.id)
        .flatMap(({ exact }) => {
          const subject = exact.subjects[0] ?? '';
          const alleged =
            exact.alleged === undefined || exact.alleged === null
              ? ''
              : `\nAlleged by ${exact.alleged.allegedBy}: ${exact.alleged.text}`;
          const comment = `${exact.text}${alleged}${exactMark}${exactText(exact)}`;
          return [
            [seconds(startMillisOf(exact)), subject, exact.code, '', comment, exact.frames[0]],
            [seconds(endMillisOf(exact)), subject, exact.code, '', '', exact.frames[1]],
          ] as const;
        })
        .sort((a, b) => a[0] - b[0]);
      const rate = recording.frameRate.num / recording.frameRate.den;
      const observation = {
        file: { '1': [recording.name], '2': [], '3': [], '4': [], '5': [], '6': [], '7': [], '8': [] },
        type: 'MEDIA',
        date: document.madeAt.slice(0, 19),
        description: exchangeNotice,
        'time offset': 0,
        events: rows,
        'observation time interval': [0, 0],
        independent_variables: {},
        visualize_spectrogram: false,
        visualize_waveform: false,
        close_behaviors_between_videos: false,
        media_info: {
          length: { [recording.name]: seconds(recording.lengthMillis) },
          fps: { [recording.name]: rate },
          hasVideo: { [recording.name]: true },
          hasAudio: { [recording.name]: false },
          offset: { '1': 0 },
        },
      };
      return [recording.name, observation];
    }),
  );
  const project = {
    time_format: 'hh:mm:ss',
    project_date: document.madeAt.slice(0, 19),
    project_name: document.title,
    project_description: exchangeNotice,
    project_format_version: '7.0',
    subjects_conf: Object.fromEntries(subjects.map((name, at) => [String(at), { key: '', name, description: '' }])),
    behaviors_conf: Object.fromEntries(
      [...codes].map(([code, { codeTitle, groupLabel }], at) => [
        String(at),
        {
          type: 'State event',
          key: '',
          code,
          description: codeTitle,
          category: groupLabel,
          modifiers: '',
          excluded: '',
          'coding map': '',
        },
      ]),
    ),
    behavioral_categories: [...new Set([...codes.values()].map(({ groupLabel }) => groupLabel))],
    independent_variables: {},
    coding_map: {},
    behaviors_coding_map: [],
    converters: {},
    observations,
  };
  return `${JSON.stringify(project, null, 1)}\n`;
}

const eventSchema = z.tuple([z.number().min(0), z.string(), z.string(), z.string(), z.string()], z.unknown());
const projectSchema = z.looseObject({
  behaviors_conf: z.record(z.string(), z.looseObject({ code: z.string(), type: z.string() })).default({}),
  observations: z.record(
    z.string(),
    z.looseObject({ file: z.unknown().optional(), events: z.array(z.unknown()).max(500_000) }),
  ),
});

function mediaOf(file: unknown): string | null {
  const first = typeof file === 'object' && file !== null ? Object.values(file).flat()[0] : file;
  return typeof first === 'string' && first !== '' ? (first.split(/[\\/]/).at(-1) ?? null) : null;
}

type Stated = Pick<IncomingAnnotation, 'text' | 'alleged' | 'exact'>;

function readComment(comment: string): Stated {
  const at = comment.lastIndexOf(exactMark);
  const stated = at === -1 ? comment : comment.slice(0, at);
  const alleged = /(?:^|\n)Alleged by ([^:\n]+): ([\s\S]+)$/.exec(stated);
  return {
    exact: at === -1 ? null : parseExactText(comment.slice(at + exactMark.length)),
    text: (alleged === null ? stated : stated.slice(0, alleged.index)).trim(),
    alleged: alleged === null ? null : { allegedBy: alleged[1] ?? '', text: alleged[2] ?? '' },
  };
}

/** State events are paired in order for each subject and code; a point event is the frame it falls on. */
export function readBoris(json: unknown): IncomingFile {
  const parsed = projectSchema.safeParse(json);
  if (!parsed.success) {
    throw new AppError(
      'bad-request',
      'This file is no BORIS project: its observations and events are not where BORIS keeps them.',
    );
  }
  const points = new Set(
    Object.values(parsed.data.behaviors_conf)
      .filter(({ type }) => /^point/i.test(type))
      .map(({ code }) => code),
  );
  const annotations: IncomingAnnotation[] = [];
  const unread: IncomingFile['unread'][number][] = [];
  for (const [name, { file, events }] of Object.entries(parsed.data.observations)) {
    const open = new Map<string, IncomingAnnotation[]>();
    const recordingName = mediaOf(file);
    for (const [at, raw] of events.entries()) {
      const place = `observation ${name}, event ${at + 1}`;
      const event = eventSchema.safeParse(raw);
      if (!event.success) {
        unread.push({ place, text: '', reason: 'It is not a time, a subject, a behaviour, a modifier and a comment.' });
        continue;
      }
      const [time, subject, code, modifier, comment] = event.data;
      const millis = Math.round(time * 1_000_000) / 1000;
      const stated = readComment(comment);
      const key = JSON.stringify([subject, code]);
      const waiting = open.get(key) ?? [];
      const isStop = !points.has(code) && waiting.length > 0 && stated.exact === null;
      if (isStop) {
        const begun = stopOf(waiting, millis);
        annotations.push({ ...begun, endMillis: millis });
        continue;
      }
      const begun: IncomingAnnotation = {
        place,
        recordingName,
        digest: stated.exact?.digest ?? null,
        startMillis: millis,
        endMillis: points.has(code) ? millis : null,
        frames: null,
        code,
        ...stated,
        text: [stated.text, modifier === '' || modifier === 'None' ? '' : `(${modifier})`]
          .filter((part) => part !== '')
          .join(' '),
        subjects: subject === '' || /^no focal subject$/i.test(subject) ? [] : [subject],
      };
      if (points.has(code)) {
        annotations.push(begun);
      } else {
        open.set(key, [...waiting, begun]);
      }
    }
    for (const begun of [...open.values()].flat()) {
      unread.push({ place: begun.place, text: begun.text, reason: 'This state event starts and never stops.' });
    }
  }
  return { annotations, unread };

  /** The one that stops here: by its exact end when it states one, else the one that began first. */
  function stopOf(waiting: IncomingAnnotation[], millis: number): IncomingAnnotation {
    const exactly = waiting.findIndex(({ exact }) => exact !== null && endMillisOf(exact) === millis);
    const [begun] = waiting.splice(exactly === -1 ? 0 : exactly, 1);
    if (begun === undefined) {
      throw new AppError('internal', 'A state event stopped that had not begun.');
    }
    return begun;
  }
}
