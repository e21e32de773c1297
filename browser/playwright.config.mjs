// Journeys through the pages in Debian's Chromium. `empty` has servers of its own, without content;
// `demo` shares one server with the demo organisation, so its journeys run one after another.
import { defineConfig } from '@playwright/test';
import { launch } from './kit/browser.mjs';

export default defineConfig({
  testDir: 'tests',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['./kit/reporter.mjs']],
  outputDir: '../target/browser',
  use: {
    browserName: 'chromium',
    launchOptions: launch,
    viewport: { width: 1440, height: 900 },
    timezoneId: 'Europe/Copenhagen',
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'empty', testDir: 'tests/empty' },
    { name: 'demo', testDir: 'tests/demo', workers: 1 },
  ],
});
