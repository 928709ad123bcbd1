import { defineConfig } from '@playwright/test';

/** What takes long and is asked for: pictures for the documents, searches of many orders. */
const leftOut = [...(process.env.SCREENSHOTS === '1' ? [] : ['@screenshots']), ...(process.env.MANY_ORDERS === undefined ? ['@many-orders'] : [])];

/** Real Chromium against the real host. `CHROMIUM` names another browser than Debian's. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  grepInvert: leftOut.map((tag) => new RegExp(tag)),
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] },
    trace: 'off',
  },
});
