import { useReducer } from 'react';
import type { Illustration } from '../../src-main/domain/illustration.ts';

type State = {
  readonly past: readonly Illustration[];
  readonly present: Illustration;
  readonly future: readonly Illustration[];
  /** What the last change was of, and when: the next one of the same kind soon after is the same step. */
  readonly kind: string;
  readonly at: number;
};

type Action =
  | { readonly do: 'change'; readonly next: Illustration; readonly kind: string; readonly at: number }
  | { readonly do: 'undo' | 'redo' };

const sameStepMs = 900;
const mostSteps = 200;

/** Keeps steps to go back to; nudges and letters that follow each other closely are one step. */
export function editingReducer(state: State, action: Action): State {
  if (action.do === 'change') {
    const isSameStep = action.kind !== '' && action.kind === state.kind && action.at - state.at < sameStepMs;
    return {
      past: isSameStep ? state.past : [...state.past.slice(-mostSteps), state.present],
      present: action.next,
      future: [],
      kind: action.kind,
      at: action.at,
    };
  }
  const [from, to] = action.do === 'undo' ? [state.past, state.future] : [state.future, state.past];
  const present = from.at(-1);
  if (present === undefined) {
    return state;
  }
  const [left, grown] = [from.slice(0, -1), [...to, state.present]];
  return {
    ...(action.do === 'undo' ? { past: left, future: grown } : { past: grown, future: left }),
    ...{ present, kind: '', at: 0 },
  };
}

export type Editing = {
  readonly illustration: Illustration;
  readonly isChanged: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** `kind`: changes of the same kind that follow closely are undone together; empty for a step of its own. */
  change(next: Illustration, kind?: string): void;
  undo(): void;
  redo(): void;
};

/** An illustration that is being drawn, with undo of its own until it is kept. */
export function useEditing(start: Illustration): Editing {
  const [state, dispatch] = useReducer(editingReducer, { past: [], present: start, future: [], kind: '', at: 0 });
  return {
    illustration: state.present,
    isChanged: state.past.length > 0,
    canUndo: state.past.length > 0,
    canRedo: state.future.length > 0,
    change: (next, kind = '') => dispatch({ do: 'change', next, kind, at: Date.now() }),
    undo: () => dispatch({ do: 'undo' }),
    redo: () => dispatch({ do: 'redo' }),
  };
}
