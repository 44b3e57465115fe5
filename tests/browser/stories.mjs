// Can a newcomer do what they came for? Five stories, a look at both sizes and themes, and axe's opinion.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const { CHROMIUM, CHANCERY, STORE, SHOTS } = process.env;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Serves a store at any free port. */
async function serve(store) {
  const server = spawn(CHANCERY, ['serve', '--store', store, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const told = await new Promise((found, failed) => {
    let said = '';
    server.on('exit', (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
    server.stdout.on('data', (bytes) => {
      said += bytes;
      const told = /at (http:\S+)\s+token for corrections: (\w+)/.exec(said);
      if (told) found({ url: told[1], token: told[2] });
    });
  });
  return { ...told, stop: () => { server.removeAllListeners('exit'); server.kill(); } };
}

const { url, token, stop } = await serve(STORE);
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
const complaints = [];
let failures = 0;

/** A fresh page on the explorer. */
async function open({ width = 1280, height = 800, dark = false, at = url } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('console', (m) => ['error', 'warning'].includes(m.type()) && !/status of 401/.test(m.text()) && complaints.push(m.text()));
  page.on('pageerror', (e) => complaints.push(e.stack ?? e.message));
  await page.goto(at);
  await page.waitForSelector('body[data-ready]');
  return page;
}

async function shot(page, name) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

async function search(page, words) {
  await page.keyboard.press('/');
  await page.locator('#query').fill(words);
  await page.locator('#found [role=option]').first().waitFor();
}

/** Types a name into a field and takes the first thing of the list. */
async function choose(page, field, name) {
  await field.fill(name);
  await page.locator('.field-box .found:not([hidden]) [role=option]').first().waitFor();
  await page.keyboard.press('Enter');
}

const seen = (page) => page.evaluate(() => [...window.chancery.board.seen]);

async function story(name, act) {
  const page = await open();
  const begun = performance.now();
  try {
    await act(page);
    console.log(`ok   ${name} (${Math.round(performance.now() - begun)} ms)`);
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${name}: ${error.message}`);
    await shot(page, `failed-${failures}`);
  }
  await page.context().close();
}

await story('search TSCF and read its sentence', async (page) => {
  await search(page, 'TSCF');
  await page.keyboard.press('Enter');
  await page.locator('#panel h2', { hasText: 'Trilateral Security Cooperation Framework' }).waitFor();
  const told = await page.evaluate(() => window.chancery.board.nodes[0].neighbours);
  assert.equal((await seen(page)).length, told + 1, 'its neighbourhood opens');
  const quote = page.locator('#panel .quote-text', { hasText: 'TSCF' }).first();
  const words = await quote.innerText();
  await shot(page, 'neighbourhood');
  await quote.click();
  await page.locator('.article-text .quoted').first().waitFor();
  const marked = (await page.locator('.article-text .quoted').allInnerTexts()).join('').replace(/\s+/g, ' ');
  assert.ok(words.replace(/\s+/g, ' ').startsWith(marked.slice(0, 40).trim()), 'the article opens at the sentence');
  await page.locator('.article-text .mention').first().hover();
  assert.ok(await page.evaluate(() => window.chancery.board.glow?.nodes.size > 0), 'a mark lights the picture');
  await shot(page, 'article');
});

await story('link the EU and South Korea', async (page) => {
  const fields = page.locator('.link-form input');
  await choose(page, fields.nth(0), 'EU');
  await choose(page, fields.nth(1), 'South Korea');
  await page.locator('#panel h2', { hasText: 'European Union and South Korea' }).waitFor();
  await page.locator('#panel .quote-text').first().waitFor();
  await page.waitForFunction(() => window.chancery.board.lit?.edges.size > 0);
  const ids = await seen(page);
  assert.ok(ids.includes('actor/european-union') && ids.includes('actor/south-korea'), 'both are in the picture');
  await shot(page, 'links');
});

await story('move the slider to before July 2024 and see the framework go', async (page) => {
  await search(page, 'TSCF');
  await page.keyboard.press('Enter');
  await page.locator('#panel h2', { hasText: 'Trilateral' }).waitFor();
  let id = await page.evaluate(() => window.chancery.board.selected);
  let month = 'Jun 2024';
  const begins = await page.evaluate((it) => window.chancery.board.nodes.find((n) => n.id === it).begins, id);
  if (!begins || begins < 20240700) {
    // Where the reading leaves the framework undated, the latest agreement of the first picture has to do.
    await page.locator('#tools button').last().click();
    await page.waitForFunction(() => window.chancery.board.nodes.length > 20);
    const other = await page.evaluate(() => {
      const dated = window.chancery.board.nodes.filter((n) => n.kind === 'agreement' && n.begins > 20200000);
      return dated.sort((a, b) => b.begins - a.begins)[0];
    });
    console.log(`     the framework has no date in this store: ${other.name} goes instead`);
    const day = Math.floor(other.begins / 100);
    const [year, at] = day % 100 === 1 ? [Math.floor(day / 100) - 1, 12] : [Math.floor(day / 100), (day % 100) - 1];
    month = `${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][at - 1]} ${year}`;
    id = other.id;
  }
  if (await page.locator('#panel .close').count()) await page.locator('#panel .close').click();
  assert.ok((await seen(page)).includes(id), 'it is there to begin with');
  const slider = page.locator('#time input[type=range]');
  await slider.focus();
  for (let i = 0; i < 400; i += 1) {
    if (await slider.getAttribute('aria-valuetext') === month) break;
    await page.keyboard.press('ArrowLeft');
  }
  assert.equal(await page.locator('#time .time-label').innerText(), `As of ${month}`);
  assert.ok(!(await seen(page)).includes(id), `before ${month} it is not there`);
  assert.match(await page.locator('#notes').innerText(), /filters hide/);
  await shot(page, 'slider');
  await page.locator('#time [data-part=clear]').click();
  assert.ok((await seen(page)).includes(id), 'and it comes back');
});

await story('find the date two sources disagree on', async (page) => {
  await page.locator('[data-view=conflicts]').click();
  const dates = page.locator('.conflict', { hasText: 'When it was' }).first();
  await dates.waitFor();
  const sides = await dates.locator('.conflict-side h4').allInnerTexts();
  assert.ok(sides.length > 1 && new Set(sides).size === sides.length, `two different dates: ${sides}`);
  assert.ok(await dates.locator('.quote-text').count() > 1, 'each with its sentence');
  await shot(page, 'conflicts');
});

await story('take the view away and open the link again', async (page) => {
  await search(page, 'Japan');
  await page.keyboard.press('Enter');
  await page.locator('#panel h2', { hasText: 'Japan' }).waitFor();
  await page.locator('.legend-row', { hasText: 'place' }).click();
  for (const [item, begins] of [['Picture as SVG', '<?xml'], ['Picture as PNG', '\x89PNG'], ['Graph as JSON', '{'], ['Answer as Markdown', '# Japan']]) {
    await page.locator('#take-open').click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[role=menuitem]', { hasText: item }).click()]);
    const text = await readFile(await file.path(), 'latin1');
    assert.ok(text.startsWith(begins), `${item} is what it says`);
  }
  await page.waitForFunction(() => location.hash.startsWith('#1.'));
  await page.waitForTimeout(700);
  const state = () => JSON.stringify([[...window.chancery.board.seen].sort(), window.chancery.board.nodes.map((n) => [n.id, Math.round(n.x), Math.round(n.y)]).sort()]);
  const before = await page.evaluate(state);
  const link = page.url();
  const again = await open({ at: link });
  await again.locator('#panel h2', { hasText: 'Japan' }).waitFor();
  assert.equal(await again.evaluate(state), before, 'the same things at the same places under the same filter');
  await again.context().close();
});

await story('keyboard alone: find, walk, open, undo', async (page) => {
  await search(page, 'NATO');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'canvas' && window.chancery.board.selected);
  const first = await page.evaluate(() => window.chancery.board.selected);
  const count = (await seen(page)).length;
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowUp');
  await page.waitForFunction((id) => window.chancery.board.selected !== id, first);
  await page.keyboard.press('Enter');
  await page.waitForFunction((n) => window.chancery.board.nodes.length > n, count);
  assert.ok((await page.locator('#live').innerText()).length > 0, 'it says what happened');
  await page.keyboard.press('u');
  await page.waitForFunction((n) => window.chancery.board.nodes.length === n, count);
});

await story('correct a name with the token', async (page) => {
  await search(page, 'NATO');
  await page.keyboard.press('Enter');
  await page.locator('#panel summary', { hasText: 'Correct this' }).click();
  await page.locator('.correct button', { hasText: 'Rename' }).click();
  await page.locator('.correct input').fill('Atlantic Alliance');
  await page.keyboard.press('Enter');
  await page.locator('.correct input[type=password]').fill(token);
  await page.keyboard.press('Enter');
  await page.locator('#panel h2', { hasText: 'Atlantic Alliance' }).waitFor();
});

/** Names, quotations and titles that would run or break a careless page. */
async function hostile() {
  const bad = ['<script>window.ran=1</script>', '<img src=x onerror="window.ran=2">', '\u202eReversed\u202c \u2066', '"><svg onload=window.ran=3>', "javascript:window.ran=4//'", 'A long name '.repeat(90_000), 'Nul\u0007 \u001b[31m red', '[[__proto__]]'];
  const documents = [{ id: 'd-1', title: bad[1], published: '2025', source: bad[0], sha256: '0' }];
  const node = (name, i) => ({ id: `actor/n${i}`, kind: 'actor', type: 'state', name, aliases: [bad[(i + 1) % bad.length]], codes: {}, date: null, mentions: [{ document: 'd-1', start: 0, end: 4, exact: bad[i] }], why: [bad[i]], analyst: [bad[i]] });
  const edge = (_, i) => ({ source: 'actor/n0', target: `actor/n${i}`, key: bad[i].slice(0, 40) + i, type: 'accuse', date: '2024', factuality: 'actual', role: bad[i], confidence: 0.9, evidence: [{ document: 'd-1', start: 0, end: 9, exact: bad[i] }] });
  const graph = { directed: true, multigraph: true, graph: { format: 'chancery.graph', version: 1, documents }, nodes: bad.map(node), edges: bad.map(edge).slice(1) };
  const path = `${STORE}.hostile.json`;
  await writeFile(path, JSON.stringify(graph));
  return serve(path);
}

await story('a hostile set of documents does no harm', async () => {
  const { url: at, stop: end } = await hostile();
  for (const width of [1280, 390]) {
    const page = await open({ at, width });
    page.on('dialog', () => assert.fail('something ran'));
    await page.locator('#query').fill('script');
    await page.locator('#found [role=option]').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#panel .quote-text').first().waitFor();
    for (const view of ['timeline', 'conflicts', 'trace', 'map']) {
      await page.locator(`[data-view=${view}]`).click();
      await page.waitForTimeout(300);
    }
    assert.equal(await page.evaluate(() => window.ran), undefined, 'nothing ran');
    assert.equal(await page.locator('#work script, #work img, #work [onload], #work [onerror]').count(), 0, 'no markup came of it');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the window');
    assert.equal(await page.evaluate(() => document.title), 'samples.db.hostile.json · Chancery');
    await shot(page, `hostile-${width}`);
    await page.context().close();
  }
  end();
});

/** Serious faults that axe finds on a page. */
async function faults(page) {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  const context = await browser.newContext({ bypassCSP: true, viewport: page.viewportSize(), colorScheme: (await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)) ? 'dark' : 'light' });
  const own = await context.newPage();
  await own.goto(page.url());
  await own.waitForSelector('body[data-ready]');
  await own.addScriptTag({ path: axe });
  const { violations } = await own.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
  await context.close();
  return violations.map((v) => `${v.impact} ${v.id}: ${v.help} (${v.nodes.length}: ${v.nodes[0].target} ${v.nodes[0].any?.[0]?.message ?? ''})`);
}

for (const [width, height, dark] of [[1280, 800, false], [1280, 800, true], [390, 844, false], [390, 844, true]]) {
  const page = await open({ width, height, dark });
  const name = `${width}-${dark ? 'dark' : 'light'}`;
  await shot(page, `first-${name}`);
  const found = [];
  found.push(...await faults(page));
  await search(page, 'Japan');
  await page.keyboard.press('Enter');
  await page.locator('#panel h2', { hasText: 'Japan' }).waitFor();
  await page.waitForTimeout(900);
  found.push(...await faults(page));
  await shot(page, `thing-${name}`);
  for (const view of ['timeline', 'overlap', 'conflicts', 'trace']) {
    await page.locator(`[data-view=${view}]`).click();
    await page.waitForTimeout(1200);
    found.push(...await faults(page));
    await shot(page, `${view}-${name}`);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const serious = [...new Set(found)].filter((f) => /^(serious|critical)/.test(f));
  const mild = [...new Set(found)].filter((f) => !/^(serious|critical)/.test(f));
  if (serious.length || wide > 0) failures += 1;
  console.log(`${serious.length || wide > 0 ? 'FAIL' : 'ok  '} axe and width at ${name}${wide > 0 ? `: ${wide} px too wide` : ''}`);
  [...serious, ...mild].forEach((f) => console.log(`     ${f}`));
  await page.context().close();
}

if (complaints.length) {
  failures += 1;
  console.log(`FAIL the browser complained:\n     ${[...new Set(complaints)].join('\n     ')}`);
}
await browser.close();
stop();
process.exit(failures ? 1 : 0);
