import { type BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import { safeFileName } from './safe-file-name.ts';

type OpenProperties = NonNullable<OpenDialogOptions['properties']>;

/** Asks for files or folders. Absolute paths; none when the person thought better of it. */
export async function pickPaths(window: BrowserWindow, properties: OpenProperties, title?: string): Promise<string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: [...properties, 'dontAddToRecent'],
    ...(title === undefined ? {} : { title, buttonLabel: 'Choose' }),
  });
  return canceled ? [] : filePaths;
}

/** Asks where to put something new. Null when the person thought better of it. */
export async function pickNewPath(window: BrowserWindow, title: string, suggestedName: string): Promise<string | null> {
  const options: SaveDialogOptions = {
    title,
    defaultPath: safeFileName(suggestedName),
    properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
  };
  const { canceled, filePath } = await dialog.showSaveDialog(window, options);
  return canceled || filePath === '' ? null : filePath;
}

/** Says that the engine keeps stopping. True when it shall be tried again, false when the app shall end. */
export async function askAfterGivingUp(window: BrowserWindow | null, reason: string): Promise<boolean> {
  const options = {
    type: 'error' as const,
    title: 'The engine keeps stopping',
    message: 'The engine stopped several times within a minute and was not started again.',
    detail: `${reason} Everything that was acknowledged is safe on disk. Try again, or quit and start the app anew; if it repeats, please report it with the output of the app.`,
    buttons: ['Try again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  };
  const { response } =
    window === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(window, options);
  return response === 0;
}

/** Says one thing that cannot be shown on the page. */
export async function tell(
  window: BrowserWindow | null,
  title: string,
  message: string,
  detail: string,
): Promise<void> {
  const options = { type: 'warning' as const, title, message, detail, buttons: ['OK'], noLink: true };
  await (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
}
