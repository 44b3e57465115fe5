// Can a newcomer do what they came for? Stories of people at the page, several at a time; then looks.mjs.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { looks } from './looks.mjs';
import { choose, close, complaints, play, search, seen, serve, serveCopy, shot, view } from './page.mjs';

const { STORE } = process.env;
const { url } = await serve(STORE);
const stories = [];

/** A story on a fresh page. */
function story(name, act) {
  stories.push({ name, act: async (open) => act(await open(url), open) });
}

story('search TSCF and read its sentence', async (page) => {
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

story('link the EU and South Korea', async (page) => {
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

story('move the slider to before July 2024 and see the framework go', async (page) => {
  await search(page, 'TSCF');
  await page.keyboard.press('Enter');
  await page.locator('#panel h2', { hasText: 'Trilateral' }).waitFor();
  const id = await page.evaluate(() => window.chancery.board.selected);
  const begins = await page.evaluate((it) => window.chancery.board.nodes.find((n) => n.id === it).begins, id);
  assert.equal(begins, 20240728, 'it has the day on which it was signed');
  const month = 'Jun 2024';
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

story('find the date two sources disagree on', async (page) => {
  await page.locator('[data-view=conflicts]').click();
  const dates = page.locator('.conflict', { hasText: 'When it was' }).first();
  await dates.waitFor();
  const sides = await dates.locator('.conflict-side h4').allInnerTexts();
  assert.ok(sides.length > 1 && new Set(sides).size === sides.length, `two different dates: ${sides}`);
  assert.ok(await dates.locator('.quote-text').count() > 1, 'each with its sentence');
  await shot(page, 'conflicts');
});

story('take the view away and open the link again', async (page, open) => {
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
  const again = await open(link);
  await again.locator('#panel h2', { hasText: 'Japan' }).waitFor();
  assert.equal(await again.evaluate(state), before, 'the same things at the same places under the same filter');
});

story('keyboard alone: find, walk, open, undo', async (page) => {
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

/** Opens the corrections of the thing in the panel, and one of their forms. */
async function correct(page, form) {
  const box = page.locator('#panel details.correct');
  if ((await box.getAttribute('open')) === null) await box.locator('summary').click();
  await box.locator('.actions button', { hasText: form }).first().click();
}

async function tell(page, words, name) {
  await search(page, words);
  await page.keyboard.press('Enter');
  await page.locator('#panel h2', { hasText: name }).waitFor();
}

stories.push({ name: 'set right: name, type, date, a fact, two things under one name; and take it back', act: async (open) => {
  const { url: at, token } = await serveCopy('corrections');
  const page = await open(at);
  const panel = page.locator('#panel');
  const save = (words) => panel.locator('.correct-form button[type=submit]', { hasText: words }).click();

  await tell(page, 'NATO', 'NATO');
  await correct(page, 'Rename');
  await panel.locator('.correct-form input').first().fill('Atlantic Alliance');
  await save('Rename');
  await panel.locator('input[type=password]').fill(token);
  await panel.locator('.correct-form input').nth(1).fill('A. Lund');
  await save('Use it');
  await panel.locator('h2', { hasText: 'Atlantic Alliance' }).waitFor();

  await correct(page, 'Type');
  await panel.locator('.correct-form select').selectOption('actor organization');
  await save('Set the type');
  await panel.locator('p', { hasText: /^organization/ }).first().waitFor();

  await correct(page, 'Add a fact');
  await panel.locator('.correct-form select').nth(1).selectOption('support');
  await choose(page, panel.locator('.correct-form [role=combobox]'), 'Ukraine');
  await panel.locator('.correct-form input[placeholder="2024-07"]').fill('2024-07');
  await shot(page, 'assert');
  await save('Add the fact');
  await panel.locator('.analyst', { hasText: 'asserted · A. Lund' }).waitFor();

  await correct(page, 'Date');
  await panel.locator('.correct-form input').first().fill('in summer');
  await save('Set the date');
  await panel.locator('.correct .trouble').waitFor();
  await correct(page, 'Split');
  await panel.locator('.correct-form input').first().fill('The other alliance');
  await save('Split');
  await panel.locator('.missing', { hasText: 'Tick' }).waitFor();
  await panel.locator('fieldset .check input').first().check();
  await shot(page, 'split');
  await save('Split');
  await panel.locator('.kept li', { hasText: 'The other alliance' }).or(panel.locator('summary', { hasText: 'Correct this' })).first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.correct-form'));
  await tell(page, 'The other alliance', 'The other alliance');

  await panel.locator('.close').click();
  await panel.locator('summary', { hasText: '4 corrections' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.kept li').length === 4);
  await shot(page, 'corrections');
  for (let left = 4; left > 0; left -= 1) {
    await panel.locator('.kept button').first().click();
    if (left > 1) await panel.locator('summary', { hasText: new RegExp(`^${left - 1} correction`) }).click();
    await page.waitForFunction((n) => document.querySelectorAll('.kept li').length === n, left - 1);
  }
  await tell(page, 'NATO', /^NATO$/);
  assert.match(await panel.locator('p').first().innerText(), /^bloc of states/, 'and all is as the texts say');
} });

/** Names, quotations and titles that would run or break a careless page. */
async function hostile() {
  const bad = ['<script>window.ran=1</script>', '<img src=x onerror="window.ran=2">', '\u202eReversed\u202c \u2066', '"><svg onload=window.ran=3>', "javascript:window.ran=4//'", 'A long name '.repeat(20_000), 'Nul\u0007 \u001b[31m red', '[[__proto__]]'];
  const documents = [{ id: 'd-1', title: bad[1], published: '2025', source: bad[0], sha256: '0' }];
  const node = (name, i) => ({ id: `actor/n${i}`, kind: 'actor', type: 'state', name, aliases: [bad[(i + 1) % bad.length]], codes: {}, date: null, mentions: [{ document: 'd-1', start: 0, end: 4, exact: bad[i] }], why: [bad[i]], analyst: [bad[i]] });
  const edge = (_, i) => ({ source: 'actor/n0', target: `actor/n${i}`, key: bad[i].slice(0, 40) + i, type: 'accuse', date: '2024', factuality: 'actual', role: bad[i], confidence: 0.9, evidence: [{ document: 'd-1', start: 0, end: 9, exact: bad[i] }] });
  const graph = { directed: true, multigraph: true, graph: { format: 'chancery.graph', version: 1, documents }, nodes: bad.map(node), edges: bad.map(edge).slice(1) };
  const path = `${STORE}.hostile.json`;
  await writeFile(path, JSON.stringify(graph));
  return serve(path);
}

stories.push({ name: 'a hostile set of documents does no harm', act: async (open) => {
  const { url: at } = await hostile();
  for (const width of [1280, 390]) {
    const page = await open(at, { width });
    page.on('dialog', () => assert.fail('something ran'));
    await page.locator('#query').fill('script');
    await page.locator('#found [role=option]').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#panel .quote-text').first().waitFor();
    for (const name of ['timeline', 'conflicts', 'trace', 'map']) await view(page, name);
    assert.equal(await page.evaluate(() => window.ran), undefined, 'nothing ran');
    assert.equal(await page.locator('#work script, #work img, #work [onload], #work [onerror]').count(), 0, 'no markup came of it');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the window');
    assert.equal(await page.evaluate(() => document.title), `${STORE.split('/').pop()}.hostile.json · Chancery`);
    await shot(page, `hostile-${width}`);
  }
} });

// ONLY=words plays those whose title has them.
const all = [...stories, ...looks(url)].filter((s) => s.name.includes(process.env.ONLY ?? ''));
let failures = await play(all);
if (complaints.length) {
  failures += 1;
  console.log(`FAIL the browser complained:\n     ${[...new Set(complaints)].join('\n     ')}`);
}
await close();
process.exit(failures ? 1 : 0);
