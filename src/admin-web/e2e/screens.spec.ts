import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, signIn, test } from './test';
import { makeWorld, screensOf, type World } from './world';

const Folder = join(import.meta.dirname, '../../../docs/screenshots');
const Tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let world: World | null = null;

async function open(page: Page, name: string, path: string) {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path.replace('?resume', ''));
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  await expect(page.locator('.skeleton')).toHaveCount(0);
  if (name === 'safe-resume') {
    await page.getByRole('button', { name: /^Resume/ }).first().click();
    await page.getByRole('dialog').getByText('What it is told').waitFor();
  }

  if (['order', 'executions', 'execution-graph'].includes(name)) {
    await page.locator('.graph .state').first().waitFor({ timeout: 20_000 });
  }

  await page.waitForTimeout(700); // fonts, and the drawing that fits itself in
}

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`@screenshots every screen, ${scheme}, ${width} px`, async ({ host, browser }) => {
      test.setTimeout(600_000);
      world ??= await makeWorld(host);
      mkdirSync(Folder, { recursive: true });
      for (const role of ['admin', 'operator'] as const) {
        const context = await browser.newContext({ viewport: { width, height: width === 390 ? 844 : 900 }, colorScheme: scheme, timezoneId: 'Europe/London', locale: 'en-GB' });
        const page = await context.newPage();
        await signIn(page, host, role);
        for (const [name, of, path] of screensOf(world)) {
          if (of === role) {
            await open(page, name, path);
            await page.screenshot({ path: join(Folder, `${name}-${scheme}-${width}.png`), fullPage: !['safe-resume', 'executions', 'orders'].includes(name), animations: 'disabled', ...(name === 'order' && width === 1440 ? { clip: { x: 0, y: 0, width, height: 1360 } } : {}) });
            await page.keyboard.press('Escape');
          }
        }

        await context.close();
      }
    });

    test(`axe finds nothing on any screen, ${scheme}, ${width} px`, async ({ host, browser }) => {
      test.setTimeout(600_000);
      world ??= await makeWorld(host);
      const found: string[] = [];
      for (const role of ['admin', 'operator'] as const) {
        const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
        const page = await context.newPage();
        await signIn(page, host, role);
        for (const [name, of, path] of screensOf(world)) {
          if (of === role) {
            await open(page, name, path);
            // States above the frame are cut off by it; axe measures whole boxes and takes the hidden part for something in the way of the buttons above.
            const unclipped = name === 'execution-graph' ? ['target-size'] : [];
            const { violations } = await new AxeBuilder({ page }).withTags(Tags).disableRules(unclipped).analyze();
            found.push(...violations.map((violation) => `${name}: ${violation.id}, ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`));
            await page.keyboard.press('Escape');
          }
        }

        await context.close();
      }

      expect(found).toEqual([]);
    });
  }
}

test('nothing is wider than a telephone', async ({ host, browser }) => {
  world ??= await makeWorld(host);
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await signIn(page, host, 'operator');
  for (const [name, , path] of screensOf(world).filter(([name]) => name !== 'safe-resume')) {
    await open(page, name, path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(390);
  }

  await page.close();
});

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
