import { Eye } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button as PlainButton } from 'react-aria-components';
import type { ExhibitPreview, PreviewedFile } from '../../../src-main/domain/exhibit-preview.ts';
import type { FootageId } from '../../../src-main/domain/identifier.ts';
import type { ViewingAids } from '../../../src-main/domain/viewing-aids.ts';
import { countText, lengthText } from '../../playback/time-text.ts';
import { session } from '../../session/session.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ClassBadge } from '../../ui/class-badge.tsx';
import { byteText } from '../../ui/date-text.ts';
import { PlainText } from '../../ui/plain-text.tsx';
import styles from './exhibit-preview.module.css';
import { FrameTile, useNotedAt } from './frame-tile.tsx';

/** Pixels of a picture of the preview. */
const pictureWidth = 480;

type EndTileProps = {
  readonly footageId: FootageId;
  readonly frame: number | null;
  readonly title: string;
  /** Said where there is no such frame. */
  readonly nothing: string;
  readonly isInside: boolean;
  readonly isUncovered: boolean;
  readonly aids?: ViewingAids | null;
};

function EndTile(props: EndTileProps): ReactNode {
  const { footageId, frame, title, nothing, isInside, isUncovered, aids = null } = props;
  return (
    <figure className={isInside ? styles['inside'] : styles['outside']}>
      {frame === null ? (
        <span className={styles['nothing']}>{nothing}</span>
      ) : (
        <PlainButton
          className={styles['picture'] ?? ''}
          aria-label={`${title}: frame ${countText(frame)}. Open it on the bench`}
          onPress={() => session.getState().navigate({ screen: 'review', footageId, frame })}
        >
          <FrameTile footageId={footageId} frame={frame} width={pictureWidth} isUncovered={isUncovered} aids={aids} />
        </PlainButton>
      )}
      <figcaption className={styles['caption']}>
        <span>{title}</span>
        <span className={styles['frame']}>{frame === null ? '' : countText(frame)}</span>
      </figcaption>
    </figure>
  );
}

type EndPicturesProps = {
  readonly preview: ExhibitPreview;
  /** Of a still that is seen with viewing aids; its neighbours are shown as they are. */
  readonly aids: ViewingAids | null;
};

/** The picture just before an exhibit, its first and last, and the one just after, side by side. */
export function EndPictures({ preview, aids }: EndPicturesProps): ReactNode {
  const { footageId, frames } = preview;
  const [uncovered, setUncovered] = useState<string | null>(null);
  const noted = [
    useNotedAt(footageId, frames.before ?? frames.first),
    useNotedAt(footageId, frames.first),
    useNotedAt(footageId, frames.last),
    useNotedAt(footageId, frames.after ?? frames.last),
  ];
  const isUncovered = uncovered === preview.id;
  const isCovered = !isUncovered && noted.some((words) => typeof words === 'string');
  const tile = { footageId, isUncovered };
  const isOneFrame = frames.first === frames.last;
  return (
    <>
      <div className={isOneFrame ? styles['three'] : styles['four']}>
        <EndTile
          {...tile}
          title="Just before"
          frame={frames.before}
          nothing="The recording begins here"
          isInside={false}
        />
        <EndTile
          {...tile}
          title={isOneFrame ? 'The frame' : 'First'}
          frame={frames.first}
          nothing=""
          isInside
          aids={aids}
        />
        {isOneFrame ? null : <EndTile {...tile} title="Last" frame={frames.last} nothing="" isInside />}
        <EndTile {...tile} title="Just after" frame={frames.after} nothing="The recording ends here" isInside={false} />
      </div>
      {isCovered ? (
        <Button size="small" variant="quiet" icon={<Eye />} onPress={() => setUncovered(preview.id)}>
          Show the covered pictures
        </Button>
      ) : null}
    </>
  );
}

function lengthOf({ frameCount, durationMicros }: PreviewedFile): string {
  const frames = frameCount === null ? '' : `${countText(frameCount)} ${frameCount === 1 ? 'frame' : 'frames'}`;
  const length = durationMicros === null ? '' : lengthText(durationMicros);
  return [frames, length].filter((part) => part !== '').join(' · ');
}

/** Every file that will be made, with its class, length and size. */
export function FileTable({ preview }: { readonly preview: ExhibitPreview }): ReactNode {
  const isEstimate = preview.files.some(({ isByteCountExact }) => !isByteCountExact);
  return (
    <table className={styles['files']} aria-label="Files that will be made">
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">Class</th>
          <th scope="col">Length</th>
          <th scope="col" className={styles['number']}>
            Size
          </th>
        </tr>
      </thead>
      <tbody>
        {preview.files.map((file) => (
          <tr key={`${file.role} ${file.label}`}>
            <td>{file.label}</td>
            <td>
              <ClassBadge value={file.class} />
            </td>
            <td className={styles['length']}>{lengthOf(file)}</td>
            <td className={styles['number']}>
              {file.isByteCountExact ? '' : 'about '}
              {byteText(file.byteCount)}
            </td>
          </tr>
        ))}
      </tbody>
      {preview.files.length === 1 ? null : (
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              Together
            </th>
            <td className={styles['number']}>
              {isEstimate ? 'about ' : ''}
              {byteText(preview.totalByteCount)}
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

/** What a reader of the exhibit should know, and the context that shares time with it. */
export function PreviewNotes({ preview }: { readonly preview: ExhibitPreview }): ReactNode {
  const { notes, overlappingContext, overlappingExhibits } = preview;
  return (
    <>
      {notes.length === 0 ? null : (
        <ul className={styles['notes']} aria-label="Good to know">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {overlappingContext.length === 0 ? null : (
        <Banner
          tone="info"
          title={
            overlappingContext.length === 1
              ? '1 context annotation shares time with this exhibit'
              : `${overlappingContext.length} context annotations share time with this exhibit`
          }
        >
          <ul className={styles['context']}>
            {overlappingContext.map(({ annotation, codeLabel, exhibitNumber }) => (
              <li key={annotation.id}>
                <span className={styles['code']}>{annotation.code}</span> {codeLabel}, frames{' '}
                {countText(annotation.span.inFrame)}–{countText(annotation.span.outFrame - 1)}
                {exhibitNumber === null ? '' : ` (Ex. ${exhibitNumber})`}:{' '}
                <PlainText text={annotation.observation} isProse />
              </li>
            ))}
          </ul>
          {overlappingContext.length === 1
            ? 'It goes along in a packet; a prosecutor referral always takes it, elsewhere it can be left out for a stated reason.'
            : 'They go along in a packet; a prosecutor referral always takes them, elsewhere they can be left out for a stated reason.'}
        </Banner>
      )}
      {overlappingExhibits.length === 0 ? null : (
        <p className={styles['overlaps']}>
          Shares time with {overlappingExhibits.map((number) => `Ex. ${number}`).join(', ')}.
        </p>
      )}
    </>
  );
}
