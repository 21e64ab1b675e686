// Opens a report in a headless Chromium, and records everything that the page asks for or complains about.
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const options = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-component-update',
  '--disable-sync',
];

export async function open(browserPath, report, { colorScheme = 'light', width = 1280, height = 900, scale = 1 } = {}) {
  const browser = await chromium.launch({ executablePath: browserPath, args: options });
  const context = await browser.newContext({ colorScheme, viewport: { width, height }, deviceScaleFactor: scale });
  const page = await context.newPage();
  page.setDefaultTimeout(20000);
  const seen = { requests: [], problems: [], dialogs: [] };
  context.on('request', (request) => seen.requests.push(request.url()));
  context.on('page', (other) => { if (other !== page) { seen.problems.push(`opened ${other.url()}`); } });
  page.on('console', (message) => seen.problems.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => seen.problems.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => { seen.dialogs.push(dialog.message()); dialog.dismiss(); });
  await page.goto(pathToFileURL(report).href);
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  return { browser, page, seen };
}
