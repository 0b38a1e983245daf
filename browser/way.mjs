// A newcomer's whole way through a page, by mouse and by keyboard, in a real browser.
// node way.mjs page.html [other.html …]: the whole way through the first page, a look at the others;
// exit status 0 if every step holds, 1 with the step that does not.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shapes = [1280, 390].flatMap((width) => ['light', 'dark'].map((scheme) => ({ width, scheme })));

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
let step = '';
try {
  const [first, ...others] = process.argv.slice(2);
  for (const path of [first, ...others]) await look(path);
  await wholeWay(first);
} catch (error) {
  console.error(`${step}: ${error.message}`);
  process.exitCode = 1;
} finally {
  await browser.close();
}

async function look(path) {
  for (const shape of shapes) {
    await visit(path, shape, async (tab) => {
      await looks(tab);
      await nothingSerious(tab);
    }, 'looks');
  }
}

async function wholeWay(path) {
  const [wide, narrow] = [{ width: 1280, scheme: 'light' }, { width: 390, scheme: 'light' }];
  for (const way of [byMouse, byKeyboard, filtersInTheAddress, takingAway, differences, theDay, onPaper]) {
    await visit(path, wide, way);
  }
  await visit(path, narrow, byMouse);
  await visit(path, { ...wide, script: false }, withoutScript);
}

/** Opens the page afresh, and after the steps asks that nothing was requested and nothing went wrong. */
async function visit(path, { width, scheme, script = true }, steps, name = steps.name) {
  step = `${path}, ${width} px, ${scheme}, ${name}`;
  const context = await browser.newContext({
    viewport: { width, height: width > 600 ? 800 : 844 },
    colorScheme: scheme,
    javaScriptEnabled: script,
    permissions: ['clipboard-read', 'clipboard-write'],
    acceptDownloads: true,
  });
  const tab = await context.newPage();
  const address = 'file://' + resolve(path);
  const requests = [];
  const faults = [];
  tab.on('request', (r) => { if (!r.url().startsWith(address) && !/^(data|blob):/.test(r.url())) requests.push(r.url()); });
  tab.on('pageerror', (e) => faults.push(String(e)));
  tab.on('console', (m) => { if (m.type() === 'error') faults.push(m.text()); });
  tab.on('dialog', (d) => { faults.push(`a dialog: ${d.message()}`); d.dismiss(); });
  await tab.goto(address);
  await steps(tab, address);
  assert.deepEqual(requests, [], 'the page asks for nothing');
  assert.deepEqual(faults, [], 'nothing goes wrong');
  await context.close();
}

/** What is seen at once: title, as-of day, the pane with a marked passage; nothing wider than the screen. */
async function looks(tab) {
  assert.notEqual(await tab.locator('h1').innerText(), '');
  assert.match(await tab.locator('.asof').innerText(), /^as of|no day/);
  await inPane(tab, tab.locator('.psg.on').first());
  assert.ok(await tab.locator('.psg.on .about').first().isVisible(), 'the pane says what rests on the passage');
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `the page is ${wide} px wider than the screen`);
}

/** axe-core finds nothing serious or critical with everything unfolded. */
async function nothingSerious(tab) {
  await tab.evaluate(() => {
    document.querySelectorAll('details').forEach((d) => { d.open = true; });
    document.querySelectorAll('.all').forEach((box) => { box.checked = true; });
  });
  // The page's own policy forbids foreign scripts, so axe comes in beside it.
  await tab.evaluate(axe);
  const found = await tab.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const serious = found.violations.filter((v) => ['serious', 'critical'].includes(v.impact));
  const told = (v) => `${v.id}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary.slice(0, 200)}`;
  assert.deepEqual(serious.map(told), []);
}

/** Filter, follow a citation, go on from the passage to its fact, and back. */
async function byMouse(tab) {
  if (await tab.locator('#more').isVisible()) await tab.locator('#more').click();
  const all = await facts(tab);
  const actor = await tab.locator('#actor option').nth(1).innerText();
  await tab.locator('#actor').selectOption(actor);
  const some = await facts(tab);
  assert.ok(some.length > 0 && some.length < all.length, `${some.length} of ${all.length} facts are of ${actor}`);
  assert.match(await tab.locator('#shown').innerText(), new RegExp(`^${some.length} of ${all.length} facts`));
  const cite = tab.locator('main .line[id^=F] .cite:visible').last();
  const id = (await cite.getAttribute('href')).slice(1);
  await cite.click();
  await inPane(tab, tab.locator(`[id="${id}"]`));
  assert.equal(await tab.evaluate(() => location.hash), '#' + id);
  assert.equal(await cite.getAttribute('aria-current'), 'true');
  const rests = tab.locator(`[id="${id}"] .rests`).first();
  if (await rests.count()) {
    const fact = (await rests.getAttribute('href')).slice(1);
    await rests.click();
    await tab.waitForFunction((f) => document.activeElement && document.activeElement.id === f, fact);
    assert.ok(await tab.locator(`[id="${fact}"]`).isVisible(), 'the fact is seen');
    await tab.goBack();
    assert.equal(await tab.evaluate(() => location.hash), '#' + id, 'Back works');
  }
}

/** The same with keys alone: every stop is seen, and Escape leads back to the line. */
async function byKeyboard(tab) {
  await tab.keyboard.press('Tab');
  assert.equal(await focused(tab, (e) => e.className), 'skip', 'the first stop skips to the brief');
  await tab.keyboard.press('Enter');
  await until(tab, (e) => e.id === 'actor');
  await tab.keyboard.press('ArrowDown');
  assert.ok((await tab.locator('#actor').inputValue()) !== '', 'an actor is chosen');
  await until(tab, (e) => e.matches('main .line .cite'));
  const outline = await focused(tab, (e) => getComputedStyle(e).outlineStyle);
  assert.notEqual(outline, 'none', 'the stop is seen');
  const href = await focused(tab, (e) => e.getAttribute('href'));
  await tab.keyboard.press('Enter');
  await tab.waitForFunction((h) => document.activeElement && '#' + document.activeElement.id === h, href);
  await inPane(tab, tab.locator(`[id="${href.slice(1)}"]`));
  await tab.keyboard.press('Escape');
  assert.equal(await focused(tab, (e) => e.getAttribute('href')), href, 'Escape leads back to the line');
  await until(tab, (e) => e.matches('main .line summary'));
  await tab.keyboard.press('Enter');
  assert.ok(await focused(tab, (e) => e.parentElement.open), 'the derivation opens');
  await until(tab, (e) => e.matches('.copy'), 2000);
  await tab.keyboard.press('Enter');
  assert.match(await tab.evaluate(() => navigator.clipboard.readText()), /^“[^]+” .*characters \d+–\d+ of sha256:[0-9a-f]{64}/);
}

/** The address keeps the filters and the passage; each filter shows what it says. */
async function filtersInTheAddress(tab, address) {
  const kind = await tab.locator('#kind option').nth(1).getAttribute('value');
  await tab.locator('#kind').selectOption(kind);
  for (const fact of await facts(tab)) assert.equal(fact.k, kind);
  await tab.locator('#report').selectOption('1');
  for (const fact of await facts(tab)) assert.ok(fact.r.includes(' 1 '));
  const kept = await tab.evaluate(() => location.search);
  assert.equal(kept, `?kind=${kind}&report=1`);
  const before = await facts(tab);
  await tab.goto(address + kept);
  assert.deepEqual(await facts(tab), before, 'the address brings the same lines back');
  await tab.locator('#clear').click();
  const day = await tab.evaluate(() => document.querySelector('main .line[data-d]').dataset.d);
  await tab.locator('#from').fill(day);
  await tab.locator('#to').fill(day);
  const thatDay = await facts(tab);
  assert.ok(thatDay.length > 0);
  for (const fact of thatDay) assert.ok(fact.d <= day && (fact.e || fact.d) >= day, `${fact.d} is not ${day}`);
  await tab.locator('#clear').click();
  const word = (await tab.locator('main .line .told').first().innerText()).split(/\W+/).find((w) => w.length > 4);
  await tab.locator('#q').fill(word);
  for (const fact of await facts(tab)) assert.ok(fact.text.toLowerCase().includes(word.toLowerCase()));
  assert.ok((await facts(tab)).length > 0);
}

/** What is taken away is what is shown, each with its passage as the report has it. */
async function takingAway(tab) {
  await tab.locator('.copy:visible').first().click();
  const citation = await tab.evaluate(() => navigator.clipboard.readText());
  const passage = await tab.evaluate(() => {
    const copy = document.querySelector('.psg.on').cloneNode(true);
    copy.querySelectorAll('.about, .to').forEach((e) => e.remove());
    return copy.textContent;
  });
  assert.ok(citation.startsWith(`“${passage}`), citation);
  assert.match(citation, /\((given|stated|worked out)|day unknown/, 'the date has its basis');
  await tab.locator('#report').selectOption('1');
  const shown = (await facts(tab)).filter((f) => f.seen);
  await tab.locator('#copy-shown').click();
  const markdown = await tab.evaluate(() => navigator.clipboard.readText());
  assert.equal(markdown.split('\n').filter((l) => l.startsWith('- ')).length, shown.length);
  assert.match(markdown, /\n\[\^1\]: “/);
  const [download] = await Promise.all([tab.waitForEvent('download'), tab.locator('#save-shown').click()]);
  const table = readFileSync(await download.path(), 'utf8');
  for (const fact of shown) assert.ok(table.includes(`"${fact.id}"`), `${fact.id} is in the table`);
  assert.ok(!/(^|,)"?[=+@]/m.test(table), 'no cell is a formula');
}

/** A dispute: from its chip to the sides, each with its passage. */
async function differences(tab) {
  const chip = tab.locator('.split:visible').first();
  if (!(await chip.count())) return;
  const id = (await chip.getAttribute('href')).slice(1);
  await chip.click();
  const difference = tab.locator(`[id="${id}"]`);
  await tab.waitForFunction((d) => document.getElementById(d).getBoundingClientRect().top < window.innerHeight, id);
  assert.ok((await difference.locator('.side').count()) >= 2, 'two sides or more');
  for (const side of await difference.locator('.side').all()) {
    const cite = side.locator('.cite').first();
    await cite.click();
    await inPane(tab, tab.locator(`[id="${(await cite.getAttribute('href')).slice(1)}"]`));
  }
}

/** A day that hangs on a worked-out date says where it would move, and leads to the reasons. */
async function theDay(tab) {
  const day = tab.locator('a.moves:visible').first();
  if (!(await day.count())) return;
  await day.focus();
  const tip = await day.evaluate((e) => getComputedStyle(e, '::after').content);
  assert.match(tip, /moves to .+ if report \d+ is of/);
  await day.click();
  const reasons = tab.locator((await day.getAttribute('href')).replace('#', '#'));
  await reasons.locator('li').first().waitFor({ state: 'visible' });
}

/** Without a script everything is there to be read, and a citation still moves the pane. */
async function withoutScript(tab, address) {
  assert.ok(await tab.locator('.psg.first .about').isVisible(), 'the pane is not empty');
  assert.equal(await tab.locator('.filters').isVisible(), false, 'nothing is offered that cannot work');
  const cite = tab.locator('main .line .cite:visible').nth(3);
  const id = (await cite.getAttribute('href')).slice(1);
  const before = await tab.evaluate(() => window.scrollY);
  await cite.click();
  await inPane(tab, tab.locator(`[id="${id}"]`));
  assert.equal(await tab.evaluate(() => window.scrollY), before, 'the reader’s place in the list is kept');
  assert.ok(await tab.locator(`[id="${id}"] > .about`).isVisible());
}

/** On paper: the brief, and each cited line with its number. */
async function onPaper(tab) {
  await tab.emulateMedia({ media: 'print' });
  assert.equal(await tab.locator('.filters').isVisible(), false);
  const cite = await tab.locator('main .line .cite:visible').first().getAttribute('href');
  assert.ok(await tab.locator(`[id="${cite.slice(1)}"]`).isVisible(), 'a cited passage is printed');
  assert.equal(await tab.locator('.text li:not(.cited):visible').count(), 0, 'and no other line');
}

/** The lines of facts that the filters leave. */
function facts(tab) {
  return tab.evaluate(() => [...document.querySelectorAll('main .line[id^=F]')].filter((l) => !l.hidden).map((l) => ({
    id: l.id, text: l.textContent, ...l.dataset, seen: l.getClientRects().length > 0,
  })));
}

/** The passage is marked and lies within the pane's visible part. */
async function inPane(tab, passage) {
  await tab.waitForFunction((e) => {
    const pane = document.querySelector('.texts').getBoundingClientRect();
    const at = e.getClientRects()[0];
    return at && at.top >= pane.top && at.top < pane.bottom - 20;
  }, await passage.elementHandle(), { timeout: 5000 });
  const colour = await passage.evaluate((e) => getComputedStyle(e).backgroundColor);
  assert.notEqual(colour, 'rgba(0, 0, 0, 0)', 'the passage is marked');
}

function focused(tab, what) {
  return tab.evaluate(`(${what})(document.activeElement)`);
}

/** Presses Tab until the focus is where it is wanted. */
async function until(tab, wanted, most = 120) {
  for (let n = 0; n < most; n += 1) {
    await tab.keyboard.press('Tab');
    if (await focused(tab, wanted)) return;
  }
  assert.fail(`${most} tab stops do not reach ${wanted}`);
}
