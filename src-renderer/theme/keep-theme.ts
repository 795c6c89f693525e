import { session, type ThemeChoice } from '../session/session.ts';

const storageKey = 'theme';
const choices: readonly ThemeChoice[] = ['dark', 'light', 'system'];

/** Reads the chosen theme at start, writes it to the page and remembers it when it changes. */
export function keepTheme(page: Window): void {
  const stored = choices.find((choice) => choice === page.localStorage.getItem(storageKey));
  const prefersLight = page.matchMedia('(prefers-color-scheme: light)');

  function show(): void {
    const { theme } = session.getState();
    const shown = theme === 'system' ? (prefersLight.matches ? 'light' : 'dark') : theme;
    page.document.documentElement.dataset['theme'] = shown;
  }

  session.setState({ theme: stored ?? 'dark' });
  show();
  prefersLight.addEventListener('change', show);
  session.subscribe((state, before) => {
    if (state.theme !== before.theme) {
      page.localStorage.setItem(storageKey, state.theme);
      show();
    }
  });
}
