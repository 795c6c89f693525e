import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import type { CallOutput } from '../../../src-main/contract/api.ts';
import type { AnnotationId, ExhibitId } from '../../../src-main/domain/identifier.ts';
import { useEngineMutation, useEngineQuery } from '../../engine/use-engine.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ChoiceList } from './choice-list.tsx';
import { ExhibitChoiceList } from './exhibit-choice-list.tsx';
import { packetChoices } from './packet-choices.ts';
import styles from './packet-composer.module.css';
import {
  emptyPlan,
  type PacketChoiceOf,
  type PacketPlanDraft,
  planProblems,
  previewRequest,
  sealRequest,
} from './packet-plan.ts';
import { PlanPanel, planPanelId } from './plan-panel.tsx';

type PacketComposerProps = {
  readonly onLeave: () => void;
  readonly onSealing: (started: CallOutput<'packets.seal'>) => void;
};

/** Choose exhibits or annotations on the left; say for whom, what goes along and where on the right; seal. */
export function PacketComposer({ onLeave, onSealing }: PacketComposerProps): ReactNode {
  const exhibits = useEngineQuery('exhibits.list', {});
  const annotations = useEngineQuery('annotations.list', {});
  const footage = useEngineQuery('footage.list', {});
  const codebook = useEngineQuery('codebook.show', {});
  const packets = useEngineQuery('packets.list', {}).data ?? [];
  const seal = useEngineMutation('packets.seal');
  const [tab, setTab] = useState<PacketChoiceOf['kind'] | null>(null);
  const [leftOut, setLeftOut] = useState<ReadonlySet<ExhibitId>>(new Set());
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
  const kind = tab ?? ((exhibits.data ?? []).length > 0 ? 'exhibits' : 'annotations');
  // An annotation or exhibit that was withdrawn meanwhile is not chosen any more.
  const choice = useMemo(
    (): PacketChoiceOf =>
      kind === 'exhibits'
        ? { kind, ids: (exhibits.data ?? []).map(({ id }) => id).filter((id) => !leftOut.has(id)) }
        : { kind, ids: (choices ?? []).map(({ annotation }) => annotation.id).filter((id) => picked.has(id)) },
    [kind, exhibits.data, leftOut, choices, picked],
  );
  const asked = useDeferredValue(useMemo(() => previewRequest(plan, choice), [plan, choice]));
  const preview = useEngineQuery('packets.preview', asked, { isEnabled: choice.ids.length > 0 });
  const found = choice.ids.length > 0 ? (preview.data ?? null) : null;
  const error = exhibits.error ?? annotations.error ?? footage.error ?? codebook.error;
  const overlapCount = found?.context.length ?? 0;
  const problems = planProblems(plan, choice, overlapCount);

  function start(): void {
    setTried(true);
    if (Object.values(problems).every((problem) => problem === null)) {
      seal.mutate(sealRequest(plan, choice, overlapCount), { onSuccess: onSealing });
    }
  }

  return (
    <>
      <ScreenHeader
        title="Prepare a packet"
        description="Of exhibits, as they were prepared; or, quickly, of annotations: each becomes a clip of exactly its frames and a still."
        actions={
          <Button icon={<ArrowLeft />} onPress={onLeave}>
            Back to the packets
          </Button>
        }
      />
      {error !== null ? (
        <div className={styles['error']}>
          <ErrorNote error={error} title="What could go into a packet could not be read" />
        </div>
      ) : choices === null || exhibits.data === undefined ? null : choices.length === 0 &&
        exhibits.data.length === 0 ? (
        <EmptyState title="There is nothing to put into a packet yet">
          Open a recording from the library, mark a span and say what is seen. Annotations appear here, and exhibits
          made of them.
        </EmptyState>
      ) : (
        <div className={styles['columns']}>
          <div className={styles['choice']}>
            {/* A long list has a stop of the Tab key for every row; this goes round it. */}
            <button
              type="button"
              className={styles['skip']}
              onClick={() => document.getElementById(planPanelId)?.focus()}
            >
              Go on to what the packet is for
            </button>
            <Tabs
              label="What the packet is made of"
              selected={kind}
              onSelect={setTab}
              tabs={[
                {
                  id: 'exhibits',
                  label: 'Exhibits',
                  count: exhibits.data.length,
                  content:
                    exhibits.data.length === 0 ? (
                      <EmptyState title="No exhibits yet">
                        An exhibit is numbered and described, has context around its clip, and keeps all that for the
                        next packet. Make exhibits of annotations, spans, stills and whole recordings.
                      </EmptyState>
                    ) : (
                      <ExhibitChoiceList
                        exhibits={exhibits.data}
                        footage={footage.data ?? []}
                        chosen={new Set(exhibits.data.map(({ id }) => id).filter((id) => !leftOut.has(id)))}
                        onChange={(chosen) =>
                          setLeftOut(new Set((exhibits.data ?? []).map(({ id }) => id).filter((id) => !chosen.has(id))))
                        }
                      />
                    ),
                },
                {
                  id: 'annotations',
                  label: 'Annotations',
                  count: choices.length,
                  content: <ChoiceList choices={choices} chosen={picked} onChange={setPicked} />,
                },
              ]}
            />
          </div>
          <PlanPanel
            plan={plan}
            onChange={setPlan}
            choice={choice}
            preview={found}
            previewError={choice.ids.length > 0 ? preview.error : null}
            sealed={packets.filter(({ state }) => state === 'sealed')}
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
