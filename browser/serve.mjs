// A person's way through `chancery serve`: the dossier in parts, and every decision, by mouse and by keyboard.
// node serve.mjs ADDRESS-WITH-TOKEN [FOLDER-FOR-PICTURES]; exit status 0 if every step holds, 1 with the step that does not.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const [address, pictures] = process.argv.slice(2);
const home = new URL(address).origin;
const shapes = [1280, 390].flatMap((width) => ['light', 'dark'].map((scheme) => ({ width, scheme })));
const wide = { width: 1280, scheme: 'light' };

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
let step = '';
try {
  for (const way of [filters, passages, acceptAndRemark, rejectAndUndo, ofActorsByMouse, byKeyboard, ofActorsByKeyboard]) {
    await visit(wide, way);
  }
  await visit({ width: 390, scheme: 'light' }, passages);
  await visit({ ...wide, script: false }, withoutScript);
  for (const shape of shapes) await visit(shape, looks);
} catch (error) {
  console.error(`${step}: ${error.stack}`);
  process.exitCode = 1;
} finally {
  await browser.close();
}

/** Comes in with the token, and after the steps asks that nobody else was asked and nothing went wrong. */
async function visit({ width, scheme, script = true }, steps) {
  step = `${width} px, ${scheme}, ${steps.name}`;
  const context = await browser.newContext({
    viewport: { width, height: width > 600 ? 800 : 844 }, colorScheme: scheme, javaScriptEnabled: script,
  });
  const tab = await context.newPage();
  const requests = [];
  const faults = [];
  tab.on('request', (r) => { if (!r.url().startsWith(home + '/') && !/^(data|blob):/.test(r.url())) requests.push(r.url()); });
  tab.on('pageerror', (e) => faults.push(String(e)));
  tab.on('console', (m) => { if (m.type() === 'error' && !/404/.test(m.text())) faults.push(m.text()); });
  tab.on('dialog', (d) => { faults.push(`a dialog: ${d.message()}`); d.dismiss(); });
  await tab.goto(address);
  assert.ok(!tab.url().includes('token'), 'the token leaves the address');
  await steps(tab, `${width}-${scheme}`);
  assert.deepEqual(requests, [], 'nobody else is asked');
  assert.deepEqual(faults, [], 'nothing goes wrong');
  await context.close();
}

/** A filter is a form: its state stands in the address, and every list has its whole on pages of its own. */
async function filters(tab) {
  const kind = await tab.locator('#kind option').nth(1).getAttribute('value');
  await Promise.all([tab.waitForURL(/kind=/), tab.locator('#kind').selectOption(kind)]);
  assert.match(await tab.locator('#shown').innerText(), /^\d+ of \d+ facts/);
  const kinds = await tab.evaluate(() => [...document.querySelectorAll('main .line[id^=F]')].map((l) => l.dataset.k));
  assert.ok(kinds.length > 0 && kinds.every((k) => k === kind), `${kinds} are ${kind}`);
  const saved = await tab.locator('a[href^="/export/csv"]').getAttribute('href');
  assert.match(saved, new RegExp(`kind=${kind}`), 'what is exported is what is shown');
  const [download] = await Promise.all([tab.waitForEvent('download'), tab.locator('a[href^="/export/csv"]').click()]);
  const table = readFileSync(await download.path(), 'utf8');
  for (const id of await ids(tab)) assert.ok(table.includes(id), `${id} is in the table`);
  await tab.locator('#clear').click();
  await tab.locator('#q').fill('minister');
  await Promise.all([tab.waitForURL(/q=minister/), tab.locator('#q').press('Enter')]);
  assert.ok((await ids(tab)).length > 0, 'a word is found');
  await tab.goto(`${home}/list/reports`);
  assert.ok((await tab.locator('.heads li').count()) > 0);
  await tab.goto(`${home}/?since=${await tab.evaluate(() => '1990-01-01')}`);
  assert.ok((await tab.locator('.fresh.new').count()) > 0, 'what is new is marked');
}

/** A citation moves the pane, to another report as well, without loading the page; Back works. */
async function passages(tab) {
  await inPane(tab, tab.locator('.psg.on').first());
  await tab.evaluate(() => { window.stays = true; });
  const cites = tab.locator('main .line .cite:visible');
  const reports = new Set();
  const before = tab.url();
  for (let n = 0; n < await cites.count() && reports.size < 3; n += 1) {
    const name = (await cites.nth(n).getAttribute('href')).split('#')[1];
    const report = name.split('-')[0];
    if (reports.has(report)) continue;
    reports.add(report);
    await cites.nth(n).click();
    await inPane(tab, tab.locator(`[id="${name}"]`));
    assert.equal(new URL(tab.url()).hash, `#${name}`);
  }
  assert.ok(reports.size > 1, 'passages of several reports');
  assert.ok(await tab.evaluate(() => window.stays), 'the page was not loaded again');
  for (let n = 0; n < reports.size; n += 1) await tab.goBack();
  assert.equal(tab.url(), before, 'Back works');
  await cites.first().click();
  const name = new URL(tab.url()).hash.slice(1);
  await tab.reload();
  await inPane(tab, tab.locator(`[id="${name}"]`));
}

async function acceptAndRemark(tab) {
  const id = await toDecide(tab);
  await press(tab, tab.locator(`[id="${id}"] button[value=accept]`));
  assert.ok(await tab.locator(`[id="${id}"] em`).isVisible(), 'it is said to be accepted');
  await tab.locator(`[id="${id}"] input[name=other]`).fill('checked <b>by</b> telephone');
  await press(tab, tab.locator(`[id="${id}"] button[value=annotate]`));
  assert.match(await tab.locator(`[id="${id}"] .note`).innerText(), /checked <b>by<\/b> telephone/);
  await tab.goto(`${home}/fact/${id}`);
  assert.ok(await tab.locator(`[id="${id}"] .accepted`).isVisible());
  assert.match(await tab.locator(`[id="${id}"] .remark`).innerText(), /telephone/);
  await takeBack(tab, 2);
  await tab.goto(`${home}/fact/${id}`);
  assert.equal(await tab.locator('.accepted, .remark').count(), 0, 'taken back');
}

async function rejectAndUndo(tab) {
  const id = await toDecide(tab);
  await press(tab, tab.locator(`[id="${id}"] button[value=reject]`));
  await settled(tab);
  assert.equal((await tab.goto(`${home}/fact/${id}`)).status(), 404, 'it has left the register');
  await takeBack(tab, 1);
  assert.equal((await tab.goto(`${home}/fact/${id}`)).status(), 200, 'it is back');
}

async function mergeAndUndo(tab, hand) {
  const [first, second] = await actors(tab);
  await onActor(tab, first, second.name, 'merge', hand);
  const after = await actors(tab);
  assert.ok(!after.some((a) => a.name === first.name) || !after.some((a) => a.name === second.name), 'two are one');
  await takeBack(tab, 1);
  const back = await actors(tab);
  assert.ok(back.some((a) => a.name === first.name) && back.some((a) => a.name === second.name), 'they are two again');
}

async function splitAndUndo(tab, hand) {
  const all = await actors(tab);
  // Two spellings of one name, from two reports: what was joined over the reports can be parted.
  const like = (a) => a.spellings.find((s) => s !== a.name && / /.test(s) && s.split(' ').length === a.name.split(' ').length
    && s.split(' ').some((w) => a.name.split(' ').includes(w)));
  const several = all.find(like);
  assert.ok(several, 'an actor with two spellings of a name');
  const other = like(several);
  await onActor(tab, several, other, 'split', hand);
  const after = await actors(tab);
  const whole = after.find((a) => a.name === several.name);
  assert.ok(!whole || !whole.spellings.includes(other), `${other} is not ${several.name}`);
  await takeBack(tab, 1);
  assert.ok((await actors(tab)).find((a) => a.name === several.name).spellings.includes(other), 'they are one again');
}

async function renameAndUndo(tab, hand) {
  const [first] = await actors(tab);
  await onActor(tab, first, 'A Name by Hand', 'rename', hand);
  assert.ok((await actors(tab)).some((a) => a.name === 'A Name by Hand'));
  await takeBack(tab, 1);
  assert.ok((await actors(tab)).some((a) => a.name === first.name));
}

/** Accept, remark and undo with keys alone. */
async function byKeyboard(tab) {
  await until(tab, (e) => e.matches('main .line summary'));
  await tab.keyboard.press('Enter');
  await until(tab, (e) => e.matches('a.decide'));
  const id = (await focused(tab, (e) => e.getAttribute('href'))).split('q=')[1];
  await keyed(tab, 'Enter');
  await until(tab, (e) => e.matches('button[value=accept]'));
  assert.notEqual(await focused(tab, (e) => getComputedStyle(e).outlineStyle), 'none', 'the stop is seen');
  await keyed(tab, 'Enter');
  assert.ok(await tab.locator(`[id="${id}"] em`).isVisible());
  await until(tab, (e) => e.matches('input[name=other]'));
  await tab.keyboard.type('by keyboard');
  await keyed(tab, 'Enter');
  assert.match(await tab.locator(`[id="${id}"] .note`).innerText(), /by keyboard/);
  await until(tab, (e) => e.matches('button[value=reject]'));
  await keyed(tab, ' ');
  await settled(tab);
  for (let n = 0; n < 3; n += 1) {
    await until(tab, (e) => e.matches('.made button'));
    await keyed(tab, 'Enter');
    await settled(tab);
  }
  assert.equal(await tab.locator('.made button').count(), 0, 'all is taken back');
  assert.equal((await tab.goto(`${home}/fact/${id}`)).status(), 200);
}

/** Plain links and forms do everything. */
async function withoutScript(tab) {
  const cite = tab.locator('main .line .cite:visible').last();
  const name = (await cite.getAttribute('href')).split('#')[1];
  await cite.click();
  await inPane(tab, tab.locator(`[id="${name}"]`));
  await tab.locator('#kind').selectOption({ index: 1 });
  await tab.locator('.filters button').click();
  await tab.waitForURL(/kind=/);
  assert.match(await tab.locator('#shown').innerText(), /^\d+ of \d+ facts/);
}

/** Nothing is wider than the screen, and axe finds nothing serious, on every sort of page. */
async function looks(tab, shape) {
  const fact = (await ids(tab))[0];
  const paths = ['/', '/?kind=meeting&since=1990-01-01', '/?q=minister', '/list/said', '/list/wants', '/list/differ', '/list/people',
    '/list/reports', `/fact/${fact}`, '/decide', `/decide?q=${fact}`];
  for (const path of paths) {
    step = `${shape}, looks at ${path}`;
    await tab.goto(home + path);
    const over = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(over <= 0, `${path} is ${over} px wider than the screen`);
    if (pictures) {
      const name = path.replace(/[^a-z]+/g, '-').slice(0, 24);
      await tab.screenshot({ path: `${pictures}/serve${name}-${shape}.png` });
    }
    await tab.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
    await tab.evaluate(axe);
    const found = await tab.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
    const serious = found.violations.filter((v) => ['serious', 'critical'].includes(v.impact));
    const told = (v) => `${path} ${v.id}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary.slice(0, 200)}`;
    assert.deepEqual(serious.map(told), []);
  }
}

/** From a line of the dossier to the place where it is decided on. */
async function toDecide(tab) {
  await tab.goto(`${home}/`);
  const line = tab.locator('main .line[id^=F]:has(summary)').first();
  const id = await line.getAttribute('id');
  await line.locator('summary').click();
  await line.locator('a.decide').click();
  await tab.waitForURL(/decide\?q=/);
  return id;
}

async function onActor(tab, actor, other, verb, hand) {
  await tab.goto(`${home}/list/people`);
  await hand(tab, actor, other, verb);
  await settled(tab);
}

async function withMouse(tab, actor, other, verb) {
  await tab.locator('.people li', { has: tab.getByText(actor.name, { exact: true }) }).first().locator('a.how').click();
  const item = tab.locator(`[id="${actor.id}"]`);
  await item.locator('input[name=other]').fill(other);
  await press(tab, item.locator(`button[value=${verb}]`));
}

async function withKeys(tab, actor, other, verb) {
  const within = (what) => `(e) => e.matches(${JSON.stringify(what)}) && e.closest(${JSON.stringify(`[id="${actor.id}"]`)}) !== null`;
  await until(tab, `(e) => e.matches('.people a.how') && e.closest('li').querySelector('b').textContent === ${JSON.stringify(actor.name)}`);
  await keyed(tab, 'Enter');
  await until(tab, within('input[name=other]'));
  await tab.keyboard.type(other);
  await until(tab, within(`button[value=${verb}]`));
  await keyed(tab, 'Enter');
}

async function ofActorsByMouse(tab) {
  for (const way of [mergeAndUndo, splitAndUndo, renameAndUndo]) await way(tab, withMouse);
}

/** Merge, split and rename with keys alone. */
async function ofActorsByKeyboard(tab) {
  for (const way of [mergeAndUndo, splitAndUndo, renameAndUndo]) await way(tab, withKeys);
}

async function takeBack(tab, times) {
  for (let n = 0; n < times; n += 1) {
    await tab.goto(`${home}/decide`);
    await press(tab, tab.locator('.made button').first());
    await settled(tab);
  }
}

/** Presses a button of a form and waits for the page that answers. */
async function press(tab, button) {
  await Promise.all([tab.waitForNavigation(), button.click()]);
}

async function keyed(tab, key) {
  await Promise.all([tab.waitForNavigation(), tab.keyboard.press(key)]);
}

/** Until the register is made anew: the page says so and loads itself again. */
async function settled(tab) {
  await tab.waitForFunction(() => !document.querySelector('.said'), null, { timeout: 120000 });
}

async function actors(tab) {
  await tab.goto(`${home}/list/people`);
  return tab.evaluate(() => [...document.querySelectorAll('.people li')].map((li) => ({
    id: decodeURIComponent(li.querySelector('a.how').getAttribute('href').split('q=')[1]),
    name: li.querySelector('b').textContent,
    spellings: (li.querySelector('.spellings') || { textContent: '' }).textContent.split(' · ').map((s) => s.replace(/\s×\d+$/, '').trim()).filter((s) => s && !/ more$/.test(s)),
  })));
}

function ids(tab) {
  return tab.evaluate(() => [...document.querySelectorAll('main .line[id^=F]')].map((l) => l.id));
}

/** The passage is marked and lies within the pane's visible part. */
async function inPane(tab, passage) {
  await passage.waitFor({ state: 'attached', timeout: 5000 });
  await tab.waitForFunction((e) => {
    const pane = document.querySelector('.texts').getBoundingClientRect();
    const at = e.getClientRects()[0];
    return at && at.top >= pane.top && at.top < pane.bottom - 20;
  }, await passage.elementHandle(), { timeout: 5000 });
}

function focused(tab, what) {
  return tab.evaluate(`(${what})(document.activeElement)`);
}

/** Presses Tab until the focus is where it is wanted. */
async function until(tab, wanted, most = 200) {
  for (let n = 0; n < most; n += 1) {
    await tab.keyboard.press('Tab');
    if (await focused(tab, wanted)) return;
  }
  assert.fail(`${most} tab stops do not reach ${wanted}`);
}
