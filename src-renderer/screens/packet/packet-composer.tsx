import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { CallOutput } from '../../../src-main/contract/api.ts';
import type { AnnotationId } from '../../../src-main/domain/identifier.ts';
import { useEngineMutation, useEngineQuery } from '../../engine/use-engine.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { ChoiceList } from './choice-list.tsx';
import { overlappingContext } from './context-overlap.ts';
import { packetChoices } from './packet-choices.ts';
import styles from './packet-composer.module.css';
import { emptyPlan, type PacketPlanDraft, planProblems, sealRequest } from './packet-plan.ts';
import { PlanPanel } from './plan-panel.tsx';

type PacketComposerProps = {
  readonly onLeave: () => void;
  readonly onSealing: (started: CallOutput<'packets.seal'>) => void;
};

/** Choose annotations on the left; say for whom, what goes along and where on the right; seal. */
export function PacketComposer({ onLeave, onSealing }: PacketComposerProps): ReactNode {
  const annotations = useEngineQuery('annotations.list', {});
  const footage = useEngineQuery('footage.list', {});
  const codebook = useEngineQuery('codebook.show', {});
  const seal = useEngineMutation('packets.seal');
  const [picked, setPicked] = useState<ReadonlySet<AnnotationId>>(new Set());
  const [plan, setPlan] = useState<PacketPlanDraft>(emptyPlan);
  const [isTried, setTried] = useState(false);

  const choices = useMemo(
    () =>
      annotations.data === undefined || footage.data === undefined || codebook.data === undefined
        ? null
        : packetChoices(annotations.data, footage.data, codebook.data),
    [annotations.data, footage.data, codebook.data],
  );
  // An annotation that was withdrawn meanwhile is not chosen any more.
  const chosen = useMemo(
    () => new Set((choices ?? []).map(({ annotation }) => annotation.id).filter((id) => picked.has(id))),
    [choices, picked],
  );
  const overlap = useMemo(() => {
    const kinds = new Map((choices ?? []).map(({ annotation, kind }) => [annotation.code, kind]));
    const found = overlappingContext(
      (choices ?? []).map(({ annotation }) => annotation),
      chosen,
      (code) => kinds.get(code) ?? null,
    );
    const ids = new Set(found.map(({ id }) => id));
    return (choices ?? []).filter(({ annotation }) => ids.has(annotation.id));
  }, [choices, chosen]);
  const error = annotations.error ?? footage.error ?? codebook.error;
  const problems = planProblems(plan, chosen.size, overlap.length);

  function start(): void {
    setTried(true);
    if (Object.values(problems).every((problem) => problem === null)) {
      seal.mutate(sealRequest(plan, [...chosen], overlap.length), { onSuccess: onSealing });
    }
  }

  return (
    <>
      <ScreenHeader
        title="Prepare a packet"
        description="Each annotation becomes an exhibit: a clip of exactly its frames and a still of the first one."
        actions={
          <Button icon={<ArrowLeft />} onPress={onLeave}>
            Back to the packets
          </Button>
        }
      />
      {error !== null ? (
        <div className={styles['error']}>
          <ErrorNote error={error} title="The annotations could not be read" />
        </div>
      ) : choices !== null && choices.length === 0 ? (
        <EmptyState title="There is nothing to put into a packet yet">
          Open a recording from the library, mark a span and say what is seen. Annotations appear here.
        </EmptyState>
      ) : (
        <div className={styles['columns']}>
          <ChoiceList choices={choices ?? []} chosen={chosen} onChange={setPicked} />
          <PlanPanel
            plan={plan}
            onChange={setPlan}
            overlap={overlap}
            chosenCount={chosen.size}
            problems={isTried ? problems : null}
            error={seal.error}
            isPending={seal.isPending}
            onSeal={start}
          />
        </div>
      )}
    </>
  );
}
