import { exchangeNotice } from '../../../domain/interchange.ts';
import type { Timebase } from '../../../domain/time.ts';
import type { PacketRecord, RecordAnnotation, RecordSource } from '../packet-record.ts';
import { type ExhibitMedia, exhibitMedia, relativeUrl, within } from './exhibit-media.ts';

const vendor = 'frame_of_record';

type Time = { readonly OTIO_SCHEMA: 'RationalTime.1'; readonly rate: number; readonly value: number };
type Range = { readonly OTIO_SCHEMA: 'TimeRange.1'; readonly start_time: Time; readonly duration: Time };

function time(value: number, rate: number): Time {
  return { OTIO_SCHEMA: 'RationalTime.1', rate, value };
}

function range(start: Time, duration: Time): Range {
  return { OTIO_SCHEMA: 'TimeRange.1', start_time: start, duration };
}

type Place = { readonly frame: number; readonly pts: number };

/**
 * A stretch of a file. Frames at the recording's rate where they stand for time to the tick; otherwise whole ticks: rate is
 * the timebase's denominator and value counts its numerator, so that both are whole numbers and nothing is rounded.
 */
function stretch(media: ExhibitMedia, start: Place, end: Place): Range {
  const { rate, isExact, origin, source, firstCount } = media;
  if (rate !== null && isExact) {
    const perSecond = rate.num / rate.den;
    return range(time(firstCount + start.frame - origin.frame, perSecond), time(end.frame - start.frame, perSecond));
  }
  const { num, den } = source.timebase;
  return range(time((start.pts - origin.pts) * num, den), time((end.pts - start.pts) * num, den));
}

function availableRange(media: ExhibitMedia): Range | null {
  const { frameCount, rate, isExact, file, source, origin, firstCount } = media;
  if (rate !== null && isExact && frameCount !== null) {
    return range(time(firstCount, rate.num / rate.den), time(frameCount, rate.num / rate.den));
  }
  if (file.span !== null) {
    return stretch(
      media,
      { frame: file.span.inFrame, pts: file.span.inPts },
      { frame: file.span.outFrame, pts: file.span.outPts },
    );
  }
  const end = source.durationMicros;
  return origin.pts === source.firstPts ? range(time(0, 1_000_000), time(end, 1_000_000)) : null;
}

/** Pts and timebase as the container gives them: what the rates and values above are made of. */
function exactly(timebase: Timebase, span: { inPts: number; outPts: number; inFrame: number; outFrame: number }) {
  return {
    timebase: [timebase.num, timebase.den],
    pts: [span.inPts, span.outPts],
    frames: [span.inFrame, span.outFrame],
  };
}

function annotationMetadata(annotation: RecordAnnotation, source: RecordSource) {
  const { allegation } = annotation;
  return {
    annotation: `urn:uuid:${annotation.id}`,
    revision: annotation.revision,
    code: annotation.code,
    title: annotation.title,
    codebook_version: annotation.codebookVersion,
    observation: annotation.observation,
    subjects: annotation.subjects.map(({ pseudonym }) => pseudonym),
    ...(allegation === null ? {} : { alleged: allegation.text, alleged_by: allegation.allegedBy }),
    ...exactly(source.timebase, annotation.span),
  };
}

function markers(media: ExhibitMedia) {
  return media.exhibit.annotations.flatMap((annotation) => {
    const part = within(annotation, media.exhibit.span);
    return part === null
      ? []
      : [
          {
            OTIO_SCHEMA: 'Marker.2',
            name: `[${annotation.code}] ${annotation.codeLabel}`,
            color: annotation.kind === 'conduct' ? 'YELLOW' : 'CYAN',
            marked_range: stretch(
              media,
              { frame: part.inFrame, pts: part.inPts },
              { frame: part.outFrame, pts: part.outPts },
            ),
            metadata: { [vendor]: annotationMetadata(annotation, media.source) },
          },
        ];
  });
}

function clip(media: ExhibitMedia) {
  const { exhibit, file, source } = media;
  const { span } = exhibit;
  return {
    OTIO_SCHEMA: 'Clip.2',
    name: exhibit.title === '' ? exhibit.label : `${exhibit.label}: ${exhibit.title}`,
    enabled: true,
    effects: [],
    source_range: stretch(media, { frame: span.inFrame, pts: span.inPts }, { frame: span.outFrame, pts: span.outPts }),
    markers: markers(media),
    active_media_reference_key: 'DEFAULT_MEDIA',
    media_references: {
      DEFAULT_MEDIA: {
        OTIO_SCHEMA: 'ExternalReference.1',
        name: file.bates ?? file.path,
        available_range: availableRange(media),
        target_url: relativeUrl(file.path),
        metadata: { [vendor]: { bates: file.bates, sha256: file.digest, class: file.class } },
      },
    },
    metadata: {
      [vendor]: {
        exhibit: exhibit.number,
        exhibit_id: exhibit.id,
        class: exhibit.class,
        description: exhibit.description,
        reason: exhibit.reason,
        files: exhibit.files.map(({ path, digest, class: evidentiaryClass, label }) => ({
          url: relativeUrl(path),
          sha256: digest,
          class: evidentiaryClass,
          label,
        })),
        source_sha256: source.digest,
        ...exactly(source.timebase, span),
      },
    },
  };
}

function gap(duration: Time) {
  return {
    OTIO_SCHEMA: 'Gap.1',
    name: '',
    enabled: true,
    effects: [],
    markers: [],
    metadata: {},
    source_range: range(time(0, duration.rate), duration),
  };
}

/**
 * An OpenTimelineIO timeline (specs/evidence.md 2.8): the exhibits one after another in the order of the packet, each on
 * the track of its source, with its annotations as markers. URLs begin at the folder of the file.
 */
export function writeOtio(record: PacketRecord): string {
  const all = exhibitMedia(record);
  const tracks = record.sources.map((source) => ({
    OTIO_SCHEMA: 'Track.1',
    name: source.originalName,
    kind: 'Video',
    enabled: true,
    effects: [],
    markers: [],
    source_range: null,
    metadata: {
      [vendor]: {
        footage: source.id,
        sha256: source.digest,
        native: source.native === null ? null : relativeUrl(source.native.path),
        timebase: [source.timebase.num, source.timebase.den],
        first_pts: source.firstPts,
        frame_count: source.frameCount,
        frame_rate: [source.frameRate.num, source.frameRate.den],
        is_constant_rate: source.isConstantRate,
      },
    },
    children: all.map((media) => {
      const own = clip(media);
      return media.source.id === source.id ? own : gap(own.source_range.duration);
    }),
  }));
  const timeline = {
    OTIO_SCHEMA: 'Timeline.1',
    name: record.heading.name,
    global_start_time: null,
    metadata: {
      [vendor]: {
        packet: record.heading.packetId,
        created: record.heading.created,
        notice: exchangeNotice,
        application: `Frame of Record ${record.heading.appVersion}`,
      },
    },
    tracks: {
      OTIO_SCHEMA: 'Stack.1',
      name: 'tracks',
      enabled: true,
      effects: [],
      markers: [],
      metadata: {},
      source_range: null,
      children: tracks,
    },
  };
  return `${JSON.stringify(timeline, null, 1)}\n`;
}
