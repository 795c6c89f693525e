import { type Theme, themes } from '../../src-main/contract/shell-powers.ts';
import { toAppError } from '../../src-main/domain/app-error.ts';
import type { ShellDoor } from '../engine/shell-door.ts';
import { session } from '../session/session.ts';
import { showError } from '../ui/toast-store.ts';

/** The theme that the shell wrote into the page's address, so that the first picture has the right colours. */
function themeOfAddress(page: Window): Theme {
  const asked = new URLSearchParams(page.location.search).get('theme');
  return themes.find((theme) => theme === asked) ?? 'dark';
}

/** Shows the chosen theme from the first picture on, and has the shell remember a new choice. */
export function keepTheme(page: Window, shell: ShellDoor): void {
  const prefersLight = page.matchMedia('(prefers-color-scheme: light)');

  function show(): void {
    const { theme } = session.getState();
    const shown = theme === 'system' ? (prefersLight.matches ? 'light' : 'dark') : theme;
    page.document.documentElement.dataset['theme'] = shown;
  }

  session.setState({ theme: themeOfAddress(page) });
  show();
  prefersLight.addEventListener('change', show);
  session.subscribe(({ theme }, before) => {
    if (theme !== before.theme) {
      show();
      shell.call('theme.remember', { theme }).catch((thrown: unknown) => showError(toAppError(thrown)));
    }
  });
}
