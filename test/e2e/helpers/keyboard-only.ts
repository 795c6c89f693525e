import { expect, type Locator, type Page } from '@playwright/test';

type CountingWindow = Window & { mouseEvents?: string[] };

/** Counts every touch of a mouse from now on, as the page itself sees it. */
export async function watchForMouse(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: string[] = [];
    (window as CountingWindow).mouseEvents = seen;
    // Not `mousemove`: the display's own pointer rests somewhere, and a layout that moves under it reports one.
    for (const type of ['pointerdown', 'mousedown', 'wheel', 'touchstart']) {
      window.addEventListener(type, (event) => seen.push(event.type), { capture: true });
    }
  });
}

/** Expects that nothing but keys was used since `watchForMouse`. */
export async function expectNoMouse(page: Page): Promise<void> {
  const seen = await page.evaluate(() => (window as CountingWindow).mouseEvents ?? ['the page was not watched']);
  expect(seen, 'the mouse was used').toEqual([]);
}

/** Walks with Tab (or Shift+Tab) to a control, as somebody without a mouse does; fails when it cannot be reached. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 160; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not lead to ${target.toString()}.`);
}

/** Walks to a control and presses a key on it. */
export async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Walks to a text box and types, over what stood there. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}
