import { oneLine } from '../../../domain/cue-text.ts';
import { exchangeNotice } from '../../../domain/interchange.ts';
import type { PacketRecord } from '../packet-record.ts';
import type { LeftOut } from './edl-format.ts';
import { type ExhibitMedia, exhibitMedia, type Ratio, reduced, relativeUrl, within } from './exhibit-media.ts';

const keyPrefix = 'org.frame-of-record';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text in XML 1.0; signs that XML cannot carry become the sign for what cannot be shown. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\x20-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}')
    .replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign)
    .replaceAll(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

type Attributes = Readonly<Record<string, string | null>>;

function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const written = Object.entries(attributes)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>\n${children.join('\n')}\n</${name}>`;
}

/** A rational number of seconds as the format writes it: `1001/30000s`, `5s`. */
export function secondsText(ratio: Ratio): string {
  const { num, den } = reduced(ratio);
  return den === 1 ? `${num}s` : `${num}/${den}s`;
}

type Place = { readonly frame: number; readonly pts: number };

/** Seconds on the clock of the file, timecode included. */
function momentText({ rate, origin, firstCount, source }: ExhibitMedia, place: Place): string {
  return rate === null
    ? secondsText({ num: (place.pts - origin.pts) * source.timebase.num, den: source.timebase.den })
    : secondsText({ num: (firstCount + place.frame - origin.frame) * rate.den, den: rate.num });
}

function lengthText({ rate, source }: ExhibitMedia, start: Place, end: Place): string {
  return rate === null
    ? secondsText({ num: (end.pts - start.pts) * source.timebase.num, den: source.timebase.den })
    : secondsText({ num: (end.frame - start.frame) * rate.den, den: rate.num });
}

function wholeLengthText({ rate, frameCount, file, source }: ExhibitMedia): string {
  if (rate !== null) {
    return secondsText({ num: (frameCount ?? 0) * rate.den, den: rate.num });
  }
  return file.span === null
    ? secondsText({ num: source.durationMicros, den: 1_000_000 })
    : secondsText({ num: (file.span.outPts - file.span.inPts) * source.timebase.num, den: source.timebase.den });
}

function metadata(values: Readonly<Record<string, string | null>>): string {
  const all = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== '');
  return element(
    'metadata',
    {},
    all.map(([key, value]) => element('md', { key: `${keyPrefix}.${key}`, value, type: 'string' })),
  );
}

/** Identifiers by what they stand for, numbered as they come. */
function numbering(): (key: string) => { readonly id: string; readonly isNew: boolean } {
  const ids = new Map<string, string>();
  return (key) => {
    const known = ids.get(key);
    const id = known ?? `r${ids.size + 1}`;
    ids.set(key, id);
    return { id, isNew: known === undefined };
  };
}

function assetClip(media: ExhibitMedia, ids: { asset: string; format: string }, offset: string | null): string {
  const { exhibit, source, rate, isDropFrame } = media;
  const start = { frame: exhibit.span.inFrame, pts: exhibit.span.inPts };
  const end = { frame: exhibit.span.outFrame, pts: exhibit.span.outPts };
  const markers = exhibit.annotations.flatMap((annotation) => {
    const part = within(annotation, exhibit.span);
    if (part === null) {
      return [];
    }
    const [from, to] = [
      { frame: part.inFrame, pts: part.inPts },
      { frame: part.outFrame, pts: part.outPts },
    ];
    return [
      element('marker', {
        start: momentText(media, from),
        duration: lengthText(media, from, to),
        value: oneLine(`[${annotation.code}] ${annotation.title}`),
        note: oneLine(annotation.observation),
      }),
    ];
  });
  return element(
    'asset-clip',
    {
      ref: ids.asset,
      offset,
      name: oneLine(`${exhibit.label} ${exhibit.title}`),
      start: momentText(media, start),
      duration: lengthText(media, start, end),
      format: ids.format,
      tcFormat: rate === null ? null : isDropFrame ? 'DF' : 'NDF',
    },
    [
      ...(exhibit.description === '' ? [] : [`<note>${escapeXml(oneLine(exhibit.description))}</note>`]),
      ...markers,
      metadata({
        exhibit: exhibit.number,
        class: exhibit.class,
        sourceSha256: source.digest,
        timebase: `${source.timebase.num}/${source.timebase.den}`,
        pts: `${exhibit.span.inPts} ${exhibit.span.outPts}`,
        frames: `${exhibit.span.inFrame} ${exhibit.span.outFrame}`,
      }),
    ],
  );
}

/**
 * A Final Cut Pro XML 1.10 document of one event: a project for each frame rate, its exhibits one after another, and
 * recordings of uneven frames as clips of the event, because a project has one rate. Times are rational and exact.
 */
export function writeFcpxml(record: PacketRecord): { readonly text: string; readonly leftOut: readonly LeftOut[] } {
  const numbered = numbering();
  const resources: string[] = [];
  const formatOf = (media: ExhibitMedia): string => {
    const { file, source, rate } = media;
    const [width, height] = [String(file.width ?? source.width), String(file.height ?? source.height)];
    const duration = rate === null ? null : secondsText({ num: rate.den, den: rate.num });
    const { id, isNew } = numbered(`format ${width} ${height} ${duration ?? 'uneven'}`);
    if (isNew) {
      const name = duration === null ? 'FFVideoFormatRateUndefined' : null;
      resources.push(element('format', { id, name, frameDuration: duration, width, height }));
    }
    return id;
  };
  const assetOf = (media: ExhibitMedia, format: string): string => {
    const { file, source } = media;
    const { id, isNew } = numbered(`asset ${file.path}`);
    if (isNew) {
      resources.push(
        element(
          'asset',
          {
            id,
            name: file.bates ?? file.path,
            uid: file.digest.slice(0, 32).toUpperCase(),
            start: momentText(media, media.origin),
            duration: wholeLengthText(media),
            hasVideo: '1',
            format,
            videoSources: '1',
            hasAudio: file.hasSound ? '1' : null,
            audioSources: file.hasSound ? '1' : null,
          },
          [
            element('media-rep', { kind: 'original-media', src: relativeUrl(file.path) }),
            metadata({ sha256: file.digest, bates: file.bates, class: file.class, sourceSha256: source.digest }),
          ],
        ),
      );
    }
    return id;
  };
  const projects = new Map<
    string,
    { format: string; rate: Ratio; isDropFrame: boolean; frames: number; clips: string[] }
  >();
  const unevenClips: string[] = [];
  const leftOut: LeftOut[] = [];
  for (const media of exhibitMedia(record)) {
    const { exhibit, rate } = media;
    if (media.frameCount === null) {
      leftOut.push({ label: exhibit.label, why: 'it is a picture' });
      continue;
    }
    const format = formatOf(media);
    const ids = { format, asset: assetOf(media, format) };
    if (rate === null) {
      unevenClips.push(assetClip(media, ids, null));
      continue;
    }
    const key = secondsText({ num: rate.den, den: rate.num });
    const project = projects.get(key) ?? { format, rate, isDropFrame: media.isDropFrame, frames: 0, clips: [] };
    project.clips.push(assetClip(media, ids, secondsText({ num: project.frames * rate.den, den: rate.num })));
    project.frames += exhibit.span.outFrame - exhibit.span.inFrame;
    projects.set(key, project);
  }
  const projectElements = [...projects.values()].map(({ format, rate, isDropFrame, frames, clips }) =>
    element('project', { name: `${record.heading.name} at ${rate.num}/${rate.den}` }, [
      element(
        'sequence',
        {
          format,
          duration: secondsText({ num: frames * rate.den, den: rate.num }),
          tcStart: '0s',
          tcFormat: isDropFrame ? 'DF' : 'NDF',
        },
        [`<note>${escapeXml(exchangeNotice)}</note>`, element('spine', {}, clips)],
      ),
    ]),
  );
  const event = element('event', { name: record.heading.name }, [...unevenClips, ...projectElements]);
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE fcpxml>',
    element('fcpxml', { version: '1.10' }, [element('resources', {}, resources), element('library', {}, [event])]),
    '',
  ].join('\n');
  return { text, leftOut };
}
