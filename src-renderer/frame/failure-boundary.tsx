import { Component, type ReactNode } from 'react';
import { type AppError, toAppError } from '../../src-main/domain/app-error.ts';
import styles from './failure-boundary.module.css';

type Props = { readonly children: ReactNode };
type State = { readonly error: AppError | null };

/** Shows a defect of the page instead of an empty window. Nothing is lost: every acknowledged change is in the matter. */
export class FailureBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: toAppError(thrown) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) {
      return this.props.children;
    }
    return (
      <div className={styles['failure']} role="alert">
        <h1 className={styles['title']}>This view stopped working</h1>
        <p>
          Everything that was acknowledged is safe in the matter. Load the window again to go on; if it happens again,
          please report the lines below.
        </p>
        <pre className={styles['details']}>{error.message}</pre>
        <button type="button" className={styles['button']} onClick={() => window.location.reload()}>
          Load the window again
        </button>
      </div>
    );
  }
}
