import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page, Request, ViewportSize } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from './host';
import { expect, signIn, test } from './test';
import { makeWorld, screensOf, type Screen, type World } from './world';

const Folder = join(import.meta.dirname, '../../../docs/screenshots');
const Tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** How long nothing may be asked for until a screen counts as whole: what it asks for next follows from what it was answered. */
const Still = 200;

let world: World | null = null;

/** A signed-in page that knows what it waits for. */
class Screens {
  private readonly pending = new Set<Request>();
  private changedAt = Date.now();

  private constructor(readonly page: Page) {
    page.on('request', (request) => {
      if (!request.url().endsWith('/api/events')) {
        this.pending.add(request);
        this.changedAt = Date.now();
      }
    });
    for (const event of ['requestfinished', 'requestfailed'] as const) {
      page.on(event as 'requestfinished', (request: Request) => {
        this.pending.delete(request);
        this.changedAt = Date.now();
      });
    }
  }

  static async signedIn(browser: Browser, host: Host, role: Screen['role'], viewport: ViewportSize): Promise<Screens> {
    const screens = new Screens(await browser.newPage({ viewport, colorScheme: 'light', timezoneId: 'Europe/London', locale: 'en-GB' }));
    await signIn(screens.page, host, role);
    return screens;
  }

  async open({ name, path, shows }: Screen): Promise<void> {
    const { page } = this;
    await page.evaluate((to) => {
      history.pushState(null, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, path);
    for (const part of shows) {
      await page.locator(part).first().waitFor();
    }

    if (name === 'safe-resume') {
      await page.getByRole('button', { name: /^Resume/ }).first().click();
      await page.getByRole('dialog').getByText('What it is told').waitFor();
    }

    await this.settled();
  }

  /** Everything that it asked for is there and drawn, fonts among it. */
  async settled(): Promise<void> {
    await expect(this.page.locator('.skeleton')).toHaveCount(0);
    await expect.poll(() => this.pending.size === 0 && Date.now() - this.changedAt > Still, { intervals: [50] }).toBe(true);
    await this.page.evaluate(async () => {
      await document.fonts.ready;
      const ending = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity);
      await Promise.allSettled(ending.map((animation) => animation.finished));
      for (let frame = 0; frame < 3; frame += 1) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
  }

  close(): Promise<void> {
    return this.page.close();
  }
}

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`@screenshots every screen, ${scheme}, ${width} px`, async ({ host, browser }) => {
      test.setTimeout(600_000);
      world ??= await makeWorld(host);
      mkdirSync(Folder, { recursive: true });
      for (const role of ['admin', 'operator'] as const) {
        const screens = await Screens.signedIn(browser, host, role, { width, height: width === 390 ? 844 : 900 });
        const { page } = screens;
        await page.emulateMedia({ colorScheme: scheme });
        for (const screen of screensOf(world).filter((one) => one.role === role)) {
          const { name } = screen;
          await screens.open(screen);
          await page.screenshot({ path: join(Folder, `${name}-${scheme}-${width}.png`), fullPage: !['safe-resume', 'executions', 'orders'].includes(name), animations: 'disabled', ...(name === 'order' && width === 1440 ? { clip: { x: 0, y: 0, width, height: 1360 } } : {}) });
          await page.keyboard.press('Escape');
        }

        await screens.close();
      }
    });
  }
}

for (const role of ['admin', 'operator'] as const) {
  test(`axe finds nothing on any screen of an ${role}, light and dark, 1440 and 390 px wide; nothing is wider than a telephone`, async ({ host, browser }) => {
    test.setTimeout(600_000);
    world ??= await makeWorld(host);
    const found: string[] = [];
    const screens = await Screens.signedIn(browser, host, role, { width: 1440, height: 900 });
    const { page } = screens;
    for (const screen of screensOf(world).filter((one) => one.role === role)) {
      await screens.open(screen);
      for (const [width, scheme] of [[1440, 'light'], [1440, 'dark'], [390, 'dark'], [390, 'light']] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme: scheme });
        await screens.settled();
        // States above the frame are cut off by it; axe measures whole boxes and takes the hidden part for something in the way of the buttons above.
        const unclipped = screen.name === 'execution-graph' ? ['target-size'] : [];
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(Tags).disableRules(unclipped).analyze();
        found.push(...violations.map((violation) => `${screen.name}, ${scheme}, ${width} px: ${violation.id}, ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`));
        const widest = await page.evaluate(() => document.documentElement.scrollWidth);
        if (widest > width) {
          found.push(`${screen.name}, ${scheme}: ${widest} px wide on ${width}`);
        }
      }

      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 1440, height: 900 });
    }

    await screens.close();
    expect(found).toEqual([]);
  });
}

test('everything is reached by keyboard, and the focus is seen', async ({ host, page, signIn: enter }) => {
  world ??= await makeWorld(host);
  await enter('operator', '/orders');
  await page.getByRole('link', { name: /^O-/ }).first().waitFor();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: /^O-/ }).first()).toBeFocused();
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle);
  expect(outline).toBe('solid');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/orders\/O-/);
  await page.getByRole('button', { name: /RecordOrder, Task/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'RecordOrder' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  await expect(page.getByRole('heading', { name: 'Waiting for people' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog').getByText('Next row')).toBeVisible();
});
