import type { ReactNode } from 'react';
import { AnnotationsScreen } from '../screens/annotations/annotations-screen.tsx';
import { CodebookScreen } from '../screens/codebook/codebook-screen.tsx';
import { CustodyScreen } from '../screens/custody/custody-screen.tsx';
import { ExhibitsScreen } from '../screens/exhibits/exhibits-screen.tsx';
import { JobsScreen } from '../screens/jobs/jobs-screen.tsx';
import { LibraryScreen } from '../screens/library/library-screen.tsx';
import { PacketsScreen } from '../screens/packet/packets-screen.tsx';
import { ReviewScreen } from '../screens/review/review-screen.tsx';
import { SettingsScreen } from '../screens/settings/settings-screen.tsx';
import { VerifyScreen } from '../screens/verify/verify-screen.tsx';
import { type Route, useSession } from '../session/session.ts';
import { FailureBoundary } from './failure-boundary.tsx';
import styles from './screen-host.module.css';

/** The screen that the route names. */
export function ScreenHost(): ReactNode {
  const route = useSession((state) => state.route);
  return (
    <main className={styles['host']}>
      <FailureBoundary key={`${route.screen} ${route.footageId ?? ''}`}>{screenOf(route)}</FailureBoundary>
    </main>
  );
}

function screenOf(route: Route): ReactNode {
  switch (route.screen) {
    case 'review':
      return route.footageId === undefined ? (
        <LibraryScreen />
      ) : (
        <ReviewScreen
          key={route.footageId}
          footageId={route.footageId}
          {...(route.annotationId === undefined ? {} : { annotationId: route.annotationId })}
          {...(route.frame === undefined ? {} : { frame: route.frame })}
        />
      );
    case 'annotations':
      return <AnnotationsScreen />;
    case 'exhibits':
      return <ExhibitsScreen />;
    case 'packets':
      return <PacketsScreen />;
    case 'verify':
      return <VerifyScreen />;
    case 'custody':
      return <CustodyScreen />;
    case 'codebook':
      return <CodebookScreen />;
    case 'jobs':
      return <JobsScreen />;
    case 'settings':
      return <SettingsScreen />;
    case 'library':
      return <LibraryScreen />;
  }
}
