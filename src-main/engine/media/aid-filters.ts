import type { AppliedAid } from '../../domain/still-record.ts';
import {
  aidTexts,
  greyWeights,
  isToneChanged,
  type KeptLines,
  keptLines,
  noViewingAids,
  sharpenWeight,
  sharpenWhole,
  type ViewingAids,
} from '../../domain/viewing-aids.ts';
import type { Filter } from './ffmpeg-arguments.ts';

export type AidFilter = { readonly filters: readonly Filter[]; readonly applied: AppliedAid };

/** The upright picture that the aids work on. */
export type AidedPicture = {
  readonly width: number;
  readonly height: number;
  /** Degrees clockwise by which it was turned from its coded orientation. */
  readonly rotation: number;
};

function perChannel(expression: (channel: 'r' | 'g' | 'b') => string): Record<string, string> {
  return { r: expression('r'), g: expression('g'), b: expression('b') };
}

/** Every pixel reckoned by itself. Without `nearest` the filter reads the last row and column from the one before. */
function pixelByPixel(expression: (channel: 'r' | 'g' | 'b') => string): Filter {
  return { filter: 'geq', options: { ...perChannel(expression), interpolation: 'nearest' } };
}

function deinterlaceFilter({ axis, remainder }: KeptLines, { width, height }: AidedPicture): Filter {
  const [place, last] = axis === 'rows' ? ['Y', height - 1] : ['X', width - 1];
  const at = (channel: string, line: string) => (axis === 'rows' ? `${channel}(X,${line})` : `${channel}(${line},Y)`);
  // A line at the edge has one neighbour, which then counts twice.
  const before = `if(eq(${place},0),1,${place}-1)`;
  const after = `if(eq(${place},${last}),${last - 1},${place}+1)`;
  return pixelByPixel(
    (channel) =>
      `if(eq(mod(${place},2),${remainder}),${at(channel, place)},floor((${at(channel, before)}+${at(channel, after)}+1)/2))`,
  );
}

function sharpenFilter(weight: number): Filter {
  const kernel = `0 ${-weight} 0 ${-weight} ${sharpenWhole + 4 * weight} ${-weight} 0 ${-weight} 0`;
  const planes = [0, 1, 2].flatMap((plane) => [
    [`${plane}m`, kernel],
    [`${plane}rdiv`, `1/${sharpenWhole}`],
  ]);
  return { filter: 'convolution', options: Object.fromEntries(planes) };
}

function greyscaleFilter(): Filter {
  const { red, green, blue, whole } = greyWeights;
  return pixelByPixel(() => `floor((${red}*r(X,Y)+${green}*g(X,Y)+${blue}*b(X,Y)+${whole / 2})/${whole})`);
}

function toneFilter({ brightness, contrast, gamma }: ViewingAids): Filter {
  const straight = `(val/255-0.5)*(${contrast}/100)+0.5+${brightness}/100`;
  return {
    filter: 'lutrgb',
    options: perChannel(() => `round(255*pow(min(1,max(0,${straight})),1/(${gamma}/100)))`),
  };
}

function text({ filter, options = {} }: Filter): string {
  const values = Object.entries(options).map(([name, value]) => `${name}=${value}`);
  return `${filter}=${values.join(':')}`;
}

function named(aid: AppliedAid['aid'], setting: string, filter: Filter, note: string): AidFilter {
  const planar: Filter = { filter: 'format', options: { pix_fmts: 'gbrp' } };
  return { filters: [planar, filter], applied: { aid, setting, filter: text(filter), note } };
}

/** Words for some of the aids alone. */
function settingOf(part: Partial<ViewingAids>): string {
  return aidTexts({ ...noViewingAids, ...part }).join(', ');
}

function cannot(aid: AppliedAid['aid'], setting: string, note: string): AidFilter {
  return { filters: [], applied: { aid, setting, filter: null, note } };
}

/**
 * The filters that do to an RGB picture of 8 bits what the screen does, level for level, in the order in which the
 * screen does it. An aid that cannot be reproduced comes without a filter and says so.
 */
export function aidFilters(aids: ViewingAids, picture: AidedPicture): AidFilter[] {
  const filters: AidFilter[] = [];
  if (aids.deinterlace !== 'off') {
    const { deinterlace } = aids;
    const setting = settingOf({ deinterlace });
    const codedHeight = picture.rotation === 90 || picture.rotation === 270 ? picture.width : picture.height;
    filters.push(
      codedHeight < 2
        ? cannot('deinterlace', setting, 'Not reproduced: the picture has a single line.')
        : named(
            'deinterlace',
            setting,
            deinterlaceFilter(keptLines(deinterlace, picture.rotation, codedHeight), picture),
            'The lines of one field are kept; each line between is the mean of its two neighbours in this picture.',
          ),
    );
  }
  if (aids.sharpen > 0) {
    const { sharpen } = aids;
    filters.push(
      named(
        'sharpen',
        settingOf({ sharpen }),
        sharpenFilter(sharpenWeight(aids)),
        'The difference from the four neighbours is added to each pixel, in that measure.',
      ),
    );
  }
  if (aids.isGreyscale) {
    filters.push(
      named(
        'greyscale',
        settingOf({ isGreyscale: true }),
        greyscaleFilter(),
        'The weighted mean of red, green and blue (Rec. 709 weights) stands in all three.',
      ),
    );
  }
  if (isToneChanged(aids)) {
    const { brightness, contrast, gamma } = aids;
    filters.push(
      named(
        'tone',
        settingOf({ brightness, contrast, gamma }),
        toneFilter(aids),
        'Each level of each channel becomes another: contrast around mid-grey, then brightness, then gamma.',
      ),
    );
  }
  return filters;
}
