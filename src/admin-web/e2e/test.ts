import { test as base, expect, type Page } from '@playwright/test';
import { Host } from './host';

export { expect };

/** One host for all tests of a file, of the kind that the file says; messages of the browser's console fail the test. */
export const test = base.extend<{ signIn: (role: 'admin' | 'operator', path?: string) => Promise<void>; quiet: void }, { kind: 'serve' | 'engine'; folder: string | null; host: Host }>({
  kind: ['serve', { option: true, scope: 'worker' }],
  folder: [null, { option: true, scope: 'worker' }],
  host: [
    async ({ kind, folder }, use) => {
      const host = new Host(kind, folder);
      await host.start();
      await use(host);
      await host.dispose();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  signIn: async ({ page, host }, use) => {
    await use((role, path = '/') => signIn(page, host, role, path));
  },
  quiet: [
    async ({ page }, use) => {
      const messages: string[] = [];
      page.on('pageerror', (error) => messages.push(error.message));
      page.on('console', (message) => {
        // What the server refuses is shown by the page, and tested there.
        if (message.type() === 'error' && !/Failed to load resource|ERR_(CONNECTION|INCOMPLETE|EMPTY|NETWORK)/.test(message.text())) {
          messages.push(message.text());
        }
      });
      await use();
      expect(messages, 'the browser’s console').toEqual([]);
    },
    { auto: true },
  ],
});

export async function signIn(page: Page, host: Host, role: 'admin' | 'operator', path = '/') {
  const { username, password } = host.credentials[role];
  await page.goto(host.url + path);
  await page.locator('input[type="password"]').waitFor();
  await page.locator('input:not([type="hidden"]):not([type="password"])').first().fill(username);
  await page.locator('input[type="password"]').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
}

/** Another page of the app, without a new sign-in. */
export async function visit(page: Page, path: string) {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}
