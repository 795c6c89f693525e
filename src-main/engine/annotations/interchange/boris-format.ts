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

const eventSchema = z.tuple([z.number(), z.string(), z.string(), z.string(), z.string()], z.unknown());
const projectSchema = z.looseObject({
  behaviors_conf: z.record(z.string(), z.looseObject({ code: z.string(), type: z.string() })).default({}),
  observations: z.record(
    z.string(),
    z.looseObject({
      file: z.unknown().optional(),
      events: z.array(z.unknown()).max(500_000),
      'time offset': z.coerce.number().catch(0),
      media_creation_date_as_offset: z.boolean().catch(false),
      media_info: z
        .looseObject({ length: z.record(z.string(), z.coerce.number().min(0)).catch({}) })
        .catch({ length: {} }),
    }),
  ),
});
type Observation = z.infer<typeof projectSchema>['observations'][string];

/** The recordings that the first player of an observation shows one after the other, each with where it begins. */
function queueOf({ file, media_info: { length } }: Observation): readonly { name: string; startsAt: number }[] {
  const first = typeof file === 'object' && file !== null ? Object.values(file)[0] : file;
  let startsAt = 0;
  return [first].flat().flatMap((media) => {
    if (typeof media !== 'string' || media === '') {
      return [];
    }
    const queued = { name: media.split(/[\\/]/).at(-1) ?? media, startsAt };
    // Where BORIS does not say how long one is, nothing can be said of those behind it.
    startsAt += Object.hasOwn(length, media) ? (length[media] ?? 0) : Number.POSITIVE_INFINITY;
    return queued;
  });
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

type BorisEvent = {
  readonly place: string;
  /** Milliseconds since the observation began. */
  readonly millis: number;
  readonly subject: string;
  readonly code: string;
  readonly modifier: string;
  readonly stated: Stated;
};

/** The events of an observation in order of time, as BORIS pairs them. */
function eventsOf(name: string, observation: Observation, unread: IncomingFile['unread'][number][]): BorisEvent[] {
  return observation.events
    .flatMap((raw, at): BorisEvent[] => {
      const place = `observation ${name}, event ${at + 1}`;
      const event = eventSchema.safeParse(raw);
      if (!event.success) {
        unread.push({ place, text: '', reason: 'It is not a time, a subject, a behaviour, a modifier and a comment.' });
        return [];
      }
      const [time, subject, code, modifier, comment] = event.data;
      // The times of events count from the offset that the observation states.
      const millis = Math.round((time - observation['time offset']) * 1_000_000) / 1000;
      return [{ place, millis, subject, code, modifier, stated: readComment(comment) }];
    })
    .sort((a, b) => a.millis - b.millis);
}

/**
 * State events are paired in order for each subject, code and modifier, as BORIS pairs them; a point event is the frame it
 * falls on. Recordings that follow one another in an observation are told apart by their lengths.
 */
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
  for (const [name, observation] of Object.entries(parsed.data.observations)) {
    const queue = queueOf(observation);
    const open = new Map<string, BorisEvent[]>();
    const isDated = observation.media_creation_date_as_offset;
    for (const event of isDated ? [] : eventsOf(name, observation, unread)) {
      const key = JSON.stringify([event.subject, event.code, event.modifier]);
      const waiting = open.get(key) ?? [];
      if (points.has(event.code)) {
        place(event, event.millis);
      } else if (waiting.length > 0 && event.stated.exact === null) {
        place(stopOf(waiting, event.millis), event.millis);
      } else {
        open.set(key, [...waiting, event]);
      }
    }
    if (isDated) {
      unread.push({
        place: `observation ${name}`,
        text: `${observation.events.length} events`,
        reason: 'Its times count from the date in the media file; turn that off in BORIS and save the project again.',
      });
    }
    for (const begun of [...open.values()].flat()) {
      unread.push({ place: begun.place, text: begun.stated.text, reason: 'This state event starts and never stops.' });
    }

    function place(begun: BorisEvent, endMillis: number): void {
      const media = queue.findLast(({ startsAt }) => startsAt * 1000 <= begun.millis) ?? queue[0];
      const offset = Math.round((media?.startsAt ?? 0) * 1_000_000) / 1000;
      const { place, millis, subject, code, modifier, stated } = begun;
      annotations.push({
        place,
        recordingName: media?.name ?? null,
        digest: stated.exact?.digest ?? null,
        startMillis: Math.round((millis - offset) * 1000) / 1000,
        endMillis: Math.round((endMillis - offset) * 1000) / 1000,
        frames: null,
        code,
        ...stated,
        text: [stated.text, modifier === '' || modifier === 'None' ? '' : `(${modifier})`]
          .filter((part) => part !== '')
          .join(' '),
        subjects: subject === '' || /^no focal subject$/i.test(subject) ? [] : [subject],
      });
    }
  }
  return { annotations, unread };
}

/** The one that stops here: by its exact end when it states one, else the one that began first. */
function stopOf(waiting: BorisEvent[], millis: number): BorisEvent {
  const exactly = waiting.findIndex(({ stated: { exact } }) => exact !== null && endMillisOf(exact) === millis);
  const [begun] = waiting.splice(exactly === -1 ? 0 : exactly, 1);
  if (begun === undefined) {
    throw new AppError('internal', 'A state event stopped that had not begun.');
  }
  return begun;
}
