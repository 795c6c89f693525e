import type { ElectronApplication } from '@playwright/test';

/** Answers every dialog that asks for files or folders from now on with these absolute paths; none means "cancelled". */
export async function answerOpenDialogs(app: ElectronApplication, paths: readonly string[]): Promise<void> {
  await app.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = async () => ({ canceled: filePaths.length === 0, filePaths: [...filePaths] });
    },
    [...paths],
  );
}

/** Answers every dialog that asks where to put something new; null means "cancelled". */
export async function answerSaveDialogs(app: ElectronApplication, absolutePath: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: chosen === null, filePath: chosen ?? '' });
  }, absolutePath);
}

/** Presses the button of that position in every message box from now on and remembers what was said. */
export async function answerMessageBoxes(app: ElectronApplication, button: number): Promise<void> {
  await app.evaluate(({ dialog }, response) => {
    const said: string[] = [];
    Object.assign(globalThis, { messagesSaid: said });
    dialog.showMessageBox = async (...given: unknown[]) => {
      const options = given.at(-1) as { message: string; detail?: string };
      said.push(`${options.message} ${options.detail ?? ''}`.trim());
      return { response, checkboxChecked: false };
    };
  }, button);
}

/** What message boxes said since `answerMessageBoxes`. */
export async function messagesSaid(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => (globalThis as { messagesSaid?: string[] }).messagesSaid ?? []);
}
