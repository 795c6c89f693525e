import { type ElectronApplication, expect, type Page } from '@playwright/test';

/** Sizes the window and everything in it, and waits until the page has taken it in. */
export async function setView(
  app: ElectronApplication,
  page: Page,
  size: { readonly width: number; readonly height: number },
  zoom: number,
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, [width, height, factor]) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(width, height);
      window?.webContents.setZoomFactor(factor);
    },
    [size.width, size.height, zoom] as const,
  );
  await expect.poll(() => page.evaluate(() => innerWidth)).toBeCloseTo(size.width / zoom, 0);
}

/**
 * Controls that reach out of the window to the side, or out of a part that hides what does not fit, where no scrolling
 * brings them in. Everything that is drawn counts: buttons, fields, tabs, links.
 */
export function clippedControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>(
      'button, input:not([type="hidden"]), textarea, a[href], [role="tab"], [role="menuitem"], [role="radio"]',
    );
    const hides = (element: Element) => ['hidden', 'clip'].includes(getComputedStyle(element).overflowX);
    const scrolls = (element: Element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    return [...controls].flatMap((control) => {
      const box = control.getBoundingClientRect();
      const style = getComputedStyle(control);
      const isDrawn = box.width > 2 && box.height > 2 && style.visibility !== 'hidden' && Number(style.opacity) > 0;
      if (!isDrawn || control.closest('[aria-hidden="true"], [inert]') !== null) {
        return [];
      }
      const name = control.getAttribute('aria-label') ?? control.textContent?.trim().slice(0, 40) ?? control.tagName;
      for (let parent = control.parentElement; parent !== null; parent = parent.parentElement) {
        const outer = parent.getBoundingClientRect();
        // A box that React Aria hides from the eye, behind the drawn one.
        if (outer.width <= 2 && outer.height <= 2) {
          return [];
        }
        if (scrolls(parent) && parent.scrollWidth > parent.clientWidth) {
          return [];
        }
        if (parent !== document.body && hides(parent) && (box.left < outer.left - 1 || box.right > outer.right + 1)) {
          return [`“${name}” is cut by ${parent.className || parent.tagName}`];
        }
      }
      return box.left < -1 || box.right > innerWidth + 1 ? [`“${name}” reaches out of the window`] : [];
    });
  });
}

/** What of `selectors` is not there at all, is not whole in the window, or has something else lying over its middle. */
export function coveredParts(page: Page, selectors: readonly string[]): Promise<string[]> {
  return page.evaluate(
    (wanted) =>
      wanted.flatMap((selector) => {
        const parts = [...document.querySelectorAll<HTMLElement>(selector)];
        if (parts.length === 0) {
          return [`${selector} is not there`];
        }
        return parts.flatMap((part) => {
          const { left, top, right, bottom } = part.getBoundingClientRect();
          const name = `${selector} “${part.getAttribute('aria-label') ?? part.textContent?.trim() ?? ''}”`;
          if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) {
            return [`${name} reaches out of the window`];
          }
          const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
          const cover = hit?.closest('[aria-label], [data-testid]') ?? hit;
          return part.contains(hit)
            ? []
            : [`${name} lies under ${cover?.getAttribute('aria-label') ?? cover?.tagName}`];
        });
      }),
    selectors,
  );
}
