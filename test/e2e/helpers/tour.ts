import { expect, type Page } from '@playwright/test';
import { goToFrame, whenSettled } from './bench-steps.ts';

/** One state of the app worth looking at, how to come to it from the bench, and how to leave it. */
export type TourStop = {
  readonly name: string;
  enter(page: Page): Promise<void>;
  leave?(page: Page): Promise<void>;
};

async function dismiss(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-modal]')).toHaveCount(0);
}

/** Back on the bench with nothing open and the keys at the player. */
export async function toBench(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+2');
  await whenSettled(page);
  await page.keyboard.press('Escape');
}

async function panel(page: Page, tab: RegExp): Promise<void> {
  await page.getByRole('tab', { name: tab }).click();
  await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
}

function screen(name: string, key: string, title: string | RegExp): TourStop {
  return {
    name,
    async enter(page) {
      await page.keyboard.press(key);
      await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    },
    leave: toBench,
  };
}

function dialog(name: string, key: string): TourStop {
  return {
    name,
    async enter(page) {
      await page.keyboard.press(key);
      await expect(page.locator('[data-modal]')).toBeVisible();
    },
    leave: dismiss,
  };
}

function settingsTab(name: string, tab: string): TourStop {
  return {
    name,
    async enter(page) {
      await page.keyboard.press('Control+,');
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await expect(page.getByRole('tab', { name: tab, exact: true })).toHaveAttribute('aria-selected', 'true');
    },
    leave: toBench,
  };
}

/** The composer of a packet with one of its two tabs in front. */
function composer(name: string, tab: RegExp): TourStop {
  return {
    name,
    async enter(page) {
      await page.keyboard.press('Control+3');
      await page.getByRole('button', { name: 'Prepare a packet' }).first().click();
      await expect(page.getByRole('heading', { name: 'Prepare a packet', level: 1 })).toBeVisible();
      await page.getByRole('tab', { name: tab }).click();
      await expect(page.getByRole('region', { name: /to choose from$/ })).toBeVisible();
    },
    async leave(page) {
      await page.getByRole('button', { name: 'Back to the packets' }).click();
      await toBench(page);
    },
  };
}

/** The states of the bench and of every screen, walked in this order with one recording that has annotations, exhibits and a sealed packet. */
export const tour: readonly TourStop[] = [
  { name: 'bench', enter: (page) => goToFrame(page, 12) },
  {
    name: 'bench-marked',
    async enter(page) {
      await page.keyboard.press('i');
      await page.keyboard.press('Control+ArrowRight');
      await page.keyboard.press('o');
      await whenSettled(page);
    },
  },
  { name: 'bench-playing', enter: (page) => page.keyboard.press('l'), leave: (page) => page.keyboard.press('k') },
  { name: 'bench-selected', enter: (page) => page.keyboard.press('ArrowDown') },
  {
    name: 'form-new',
    async enter(page) {
      await page.keyboard.press('m');
      await expect(page.getByRole('form', { name: 'New annotation' })).toBeVisible();
    },
    async leave(page) {
      // The list of codes first, which lies over the buttons.
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Close', exact: true }).click();
    },
  },
  { name: 'panel-recording', enter: (page) => panel(page, /^Recording/) },
  { name: 'panel-frame', enter: (page) => panel(page, /^Frame/) },
  {
    name: 'panel-content-notes',
    enter: (page) => panel(page, /^Content notes/),
    leave: (page) => panel(page, /^Annotations/),
  },
  dialog('go-to', 'g'),
  dialog('content-note', 'Shift+N'),
  {
    name: 'withdraw',
    async enter(page) {
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Backspace');
      await expect(page.locator('[data-modal]')).toBeVisible();
    },
    leave: dismiss,
  },
  dialog('palette', 'Control+k'),
  dialog('help', 'Shift+Slash'),
  {
    name: 'timeline-close',
    async enter(page) {
      for (let press = 0; press < 6; press++) {
        await page.keyboard.press('=');
      }
    },
    leave: (page) => page.keyboard.press('z'),
  },
  screen('library', 'Control+1', 'Library'),
  screen('annotations', 'Control+Shift+F', /nnotations/),
  screen('codebook', 'Control+6', /Codebook/),
  screen('exhibits', 'Control+7', 'Exhibits'),
  screen('packets', 'Control+3', 'Packets'),
  composer('packet-composer-exhibits', /^Exhibits/),
  composer('packet-composer-annotations', /^Annotations/),
  {
    name: 'hand-over',
    async enter(page) {
      await page.keyboard.press('Control+3');
      await page.getByRole('button', { name: /^Hand over / }).click();
      await expect(page.getByRole('dialog', { name: /^Hand over / })).toBeVisible();
    },
    async leave(page) {
      await dismiss(page);
      await toBench(page);
    },
  },
  {
    name: 'verify',
    async enter(page) {
      await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Verify' }).click();
      await expect(page.getByRole('heading', { name: 'Verify a packet', level: 1 })).toBeVisible();
    },
    leave: toBench,
  },
  screen('custody', 'Control+4', 'Custody log'),
  screen('jobs', 'Control+5', 'Jobs'),
  settingsTab('settings-appearance', 'Appearance'),
  settingsTab('settings-review', 'Review'),
  settingsTab('settings-keyboard', 'Keyboard'),
  settingsTab('settings-recipients', 'Recipients'),
  settingsTab('settings-about', 'About'),
];
