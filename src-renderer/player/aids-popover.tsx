import { SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import type { VideoStreamFacts } from '../../src-main/domain/recording-facts.ts';
import { areAidsOn, noViewingAids, type ViewingAids } from '../../src-main/domain/viewing-aids.ts';
import { useCommand } from '../commands/use-commands.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Select } from '../ui/select.tsx';
import { SidePopover } from '../ui/side-popover.tsx';
import { ValueSlider } from '../ui/value-slider.tsx';
import styles from './aids-popover.module.css';
import { setAids, useViewing, viewingOf, viewingStore } from './viewing-store.ts';

type AidsPopoverProps = { readonly footageId: FootageId; readonly video: VideoStreamFacts | null };

const fields = [
  { value: 'off', label: 'Off' },
  { value: 'top', label: 'Keep the top field' },
  { value: 'bottom', label: 'Keep the bottom field' },
] as const satisfies readonly { value: ViewingAids['deinterlace']; label: string }[];

/** What the file says of its fields, for a person who wonders whether to deinterlace. */
function fieldsText(video: VideoStreamFacts | null): string {
  switch (video?.fieldOrder) {
    case 'progressive':
      return 'The file says: not interlaced.';
    case 'tt':
    case 'tb':
      return 'The file says: interlaced, top field first.';
    case 'bb':
    case 'bt':
      return 'The file says: interlaced, bottom field first.';
    default:
      return 'The file does not say whether it is interlaced.';
  }
}

/** The viewing aids with their values; they change how the picture is looked at and nothing else. */
export function AidsPopover({ footageId, video }: AidsPopoverProps): ReactNode {
  const { aids } = useViewing((state) => viewingOf(state, footageId));
  const isOpen = useViewing((state) => state.areAidsOpen);
  const command = useCommand('aids.open');
  const change = (part: Partial<ViewingAids>) => setAids(footageId, part);
  return (
    <SidePopover
      title="Viewing aids"
      isOpen={isOpen}
      onOpenChange={(areAidsOpen) => viewingStore.getState().set({ areAidsOpen })}
      trigger={
        <IconButton
          label={command.label}
          {...(command.shortcut === undefined ? {} : { shortcut: command.shortcut })}
          isOn={areAidsOn(aids)}
          preventFocusOnPress
        >
          <SlidersHorizontal aria-hidden="true" />
        </IconButton>
      }
    >
      <div className={styles['aids']}>
        <ValueSlider
          label="Brightness"
          value={aids.brightness}
          onChange={(brightness) => change({ brightness })}
          minimum={-100}
          maximum={100}
          neutral={0}
          unit="%"
        />
        <ValueSlider
          label="Contrast"
          value={aids.contrast}
          onChange={(contrast) => change({ contrast })}
          minimum={0}
          maximum={400}
          neutral={100}
          unit="%"
        />
        <ValueSlider
          label="Gamma"
          value={aids.gamma / 100}
          onChange={(gamma) => change({ gamma: Math.round(gamma * 100) })}
          minimum={0.1}
          maximum={5}
          neutral={1}
          step={0.01}
          decimals={2}
        />
        <ValueSlider
          label="Sharpen"
          value={aids.sharpen}
          onChange={(sharpen) => change({ sharpen })}
          minimum={0}
          maximum={300}
          neutral={0}
          unit="%"
        />
        <Checkbox isSelected={aids.isGreyscale} onChange={(isGreyscale) => change({ isGreyscale })}>
          Greyscale
        </Checkbox>
        <Select
          label="Deinterlace"
          options={fields}
          value={aids.deinterlace}
          onChange={(deinterlace) => change({ deinterlace })}
          description={fieldsText(video)}
        />
        <div className={styles['foot']}>
          <p className={styles['promise']}>
            Only for looking: the recording, its stills and its clips stay as they are. A still taken meanwhile says
            which aids were on.
          </p>
          <Button size="small" onPress={() => change(noViewingAids)}>
            Reset all
          </Button>
        </div>
      </div>
    </SidePopover>
  );
}
