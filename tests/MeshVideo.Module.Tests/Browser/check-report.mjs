// Uses a report as a person does, and prints as JSON what was seen. Arguments: the path of the browser and of the report;
// with 'load', the page is only loaded.
import { open } from './browser.mjs';

const [browserPath, report, scope] = process.argv.slice(2);
const { browser, page, seen } = await open(browserPath, report);

try {
  console.log(JSON.stringify({ ...await check(), ...seen, url: page.url() }));
} finally {
  // Otherwise, an error would leave the browser open, and the process would not end.
  await browser.close();
}

async function check() {
  const prompts = () => page.locator('.card:visible .prompt').allTextContents();
  const totals = async () => Object.fromEntries(await page.locator('#totals > div').evaluateAll(
    (tiles) => tiles.map((tile) => [tile.querySelector('dt').textContent, tile.querySelector('.value').textContent])));
  const facts = {
    ready: Number(await page.getAttribute('html', 'data-ready')),
    title: await page.title(),
    heading: await page.locator('h1').textContent(),
    cards: await page.locator('.card').count(),
    prompts: await prompts(),
    reasons: await page.locator('.screen p').allTextContents(),
    totals: await totals(),
    // Everything that a text of the batch could have become.
    foreign: await page.locator('img, iframe, object, embed, a:not(.skip), svg, link:not([rel=icon]), base, form:not(#tools)').count(),
    scripts: await page.locator('script').count(),
    buttons: await page.getByRole('button').evaluateAll((all) => all.map((button) => button.getAttribute('aria-label'))),
    articles: await page.getByRole('article').count(),
    // The size of a page that shows nothing is that of its videos: only those in view have a source.
    loaded: await page.locator('video[src]').count(),
    videos: await page.locator('video').count(),
  };

  if (scope === 'load') { return facts; }

  facts.states = {};
  for (const choice of await page.locator('#states label').all()) {
    await choice.click();
    facts.states[(await choice.locator('span').textContent()).replace(/\s+/g, ' ')] = await page.locator('.card:visible').count();
  }
  facts.filteredTotals = await totals();
  await page.locator('#states label').first().click();

  facts.texts = {};
  for (const text of ['CITY night', 's02', 'policy', 'nothing-has-this']) {
    await page.fill('#text', text);
    facts.texts[text] = await prompts();
  }
  facts.empty = await page.locator('#empty').isVisible();
  facts.status = await page.getByRole('status').textContent();
  await page.fill('#text', '');

  facts.sorts = {};
  for (const value of await page.locator('#sort option').evaluateAll((all) => all.map((option) => option.value))) {
    await page.selectOption('#sort', value);
    facts.sorts[value] = await prompts();
  }
  await page.selectOption('#sort', 'order');

  // The keyboard alone: to the filter, and from there to the first video, which is played to its end.
  await page.locator('body').press('/');
  facts.focused = await page.evaluate(() => document.activeElement.id);
  if (facts.videos > 0) {
    for (let tabs = 0; tabs < 20 && await page.evaluate(() => !document.activeElement.matches('.play')); tabs++) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    facts.played = await page.locator('video').first().evaluate((video) => new Promise((resolve) => {
      const done = (event) => resolve({ event: event.type, seconds: video.currentTime, width: video.videoWidth });
      video.muted = true;
      video.playbackRate = 8;
      video.addEventListener('ended', done);
      video.addEventListener('error', done);
    }));
  }

  await page.locator('.card summary').first().click();
  await page.waitForSelector('.card details dl dt');
  facts.details = await page.locator('.card details').first().locator('dl').evaluate(
    (list) => Object.fromEntries([...list.querySelectorAll('dt')].map((name) => [name.textContent, name.nextSibling.textContent])));

  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  facts.light = await background();
  await page.emulateMedia({ colorScheme: 'dark' });
  facts.dark = await background();
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  facts.printsTools = await page.locator('#tools').isVisible();
  facts.printsCards = await page.locator('.card:visible').count();
  return facts;
}
