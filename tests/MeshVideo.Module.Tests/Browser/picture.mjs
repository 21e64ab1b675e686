// Takes the picture of a report for the documentation. Arguments: the path of the browser, of the report, and of the picture; the color
// scheme.
import { open } from './browser.mjs';

const [browserPath, report, picture, colorScheme = 'light'] = process.argv.slice(2);
const { browser, page, seen } = await open(browserPath, report, { colorScheme, width: 1180, height: 880 });
try {
  await page.waitForFunction(() => [...document.querySelectorAll('video[src]')].every((video) => video.poster || video.readyState >= 2));
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: picture });
} finally {
  await browser.close();
}

if (seen.problems.length > 0) { throw new Error(seen.problems.join('\n')); }
