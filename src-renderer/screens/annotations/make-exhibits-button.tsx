import { Stamp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { CallInput } from '../../../src-main/contract/api.ts';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import type { AnnotationId } from '../../../src-main/domain/identifier.ts';
import { makeExhibitsOf, mostAtOnce } from '../../commands/make-exhibits.ts';
import type { Doors } from '../../engine/doors.ts';
import { useDoors } from '../../engine/use-engine.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/date-text.ts';
import { MenuButton } from '../../ui/menu-button.tsx';
import { showError, showNotice } from '../../ui/toast-store.ts';

type SearchInput = Pick<CallInput<'annotations.search'>, 'filter' | 'order'>;

type MakeExhibitsButtonProps = {
  readonly request: SearchInput;
  readonly total: number;
  /** Place of the annotation that the keys are on. */
  readonly place: number;
  readonly isReadOnly: boolean;
};

const pageSize = 500;

/** Ids of found annotations that are in use, from a place on. Errors: of the engine. */
async function foundIds(
  { engine }: Pick<Doors, 'engine'>,
  request: SearchInput,
  from: number,
  count: number,
): Promise<AnnotationId[]> {
  const ids: AnnotationId[] = [];
  for (let offset = from; offset < from + count; offset += pageSize) {
    const limit = Math.min(pageSize, from + count - offset);
    const { annotations } = await engine.call('annotations.search', { ...request, offset, limit });
    ids.push(...annotations.filter(({ state }) => state !== 'withdrawn').map(({ id }) => id));
  }
  return ids;
}

/** Makes exhibits of the annotation that the keys are on, or of all that were found; either is one change. */
export function MakeExhibitsButton({ request, total, place, isReadOnly }: MakeExhibitsButtonProps): ReactNode {
  const doors = useDoors();
  const [isBusy, setBusy] = useState(false);

  function make(from: number, count: number): void {
    if (count > mostAtOnce) {
      showNotice(`At most ${countOf(mostAtOnce, 'exhibit')} are made at once. Narrow the filter.`);
      return;
    }
    setBusy(true);
    foundIds(doors, request, from, count)
      .then(async (ids) => {
        if (ids.length === 0) {
          showNotice('What was found is withdrawn; exhibits are made of annotations in use.');
        } else {
          await makeExhibitsOf(doors, ids);
        }
      })
      .catch((thrown: unknown) => showError(toAppError(thrown)))
      .finally(() => setBusy(false));
  }

  return (
    <MenuButton
      label="Make exhibits"
      entries={[
        { id: 'one', label: 'Of the marked annotation', onAction: () => make(place, 1) },
        {
          id: 'all',
          label: total === 1 ? 'Of the one found' : `Of all ${countOf(total, 'annotation')} found`,
          onAction: () => make(0, total),
        },
      ]}
    >
      <Button icon={<Stamp />} isDisabled={isReadOnly || isBusy || total === 0}>
        Make exhibits…
      </Button>
    </MenuButton>
  );
}
