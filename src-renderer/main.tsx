import './zod-policy.ts';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/reset.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openDoors } from './engine/doors.ts';
import { DoorsProvider } from './engine/use-engine.ts';
import { AppFrame } from './frame/app-frame.tsx';
import { FailureBoundary } from './frame/failure-boundary.tsx';
import { prepareForPolicy } from './frame/prepare-for-policy.ts';
import { startIndexReader } from './playback/index-reader.ts';
import { flushUnfinished } from './session/unfinished.ts';
import { flushSettings } from './session/use-setting.ts';
import { keepTheme } from './theme/keep-theme.ts';

const host = document.getElementById('root');
if (host === null) {
  throw new Error('index.html has no element with the id "root".');
}

prepareForPolicy(document);
startIndexReader();
const doors = openDoors(window);
keepTheme(window, doors.shell);
window.addEventListener('pagehide', () => {
  flushUnfinished(doors);
  flushSettings(doors);
});

createRoot(host).render(
  <StrictMode>
    <FailureBoundary>
      <DoorsProvider doors={doors}>
        <AppFrame />
      </DoorsProvider>
    </FailureBoundary>
  </StrictMode>,
);
