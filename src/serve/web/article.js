// @ts-check
// What does the whole article say, and what in it is in the graph?

import { bring, glow, nodeOf, select } from './board.js';
import { fill, heading, thing } from './panel.js';
import { claim, says } from './facts.js';
import { announce, ask, by, count, day, el, said, trouble } from './tools.js';

/**
 * @typedef {{start: number, end: number, key: string, source: string, target: string, type: string, factuality: string, date: string | null}} Marked
 * @typedef {{document: import('./tools.js').Info, text: string, first: number, length: number,
 *   things: {id: string, name: string, class: string}[], mentions: [number, number, number][], facts: Marked[]}} Article
 */

/** Opens an article at a place. @param {string} id @param {number} at @param {{start: number, end: number} | null} [quote] */
export async function article(id, at, quote) {
  /** @type {Article} */
  let a;
  try {
    a = await ask('article', { id, at });
  } catch (error) {
    return fill('trouble', [], heading('The article cannot be shown'), trouble(error));
  }
  const { document: info } = a;
  const where = [info.publisher, day(info.published), info.source].filter(Boolean).join(' · ');
  const text = el('div', { class: 'article-text', lang: 'en' }, paragraphs(a, quote ?? null));
  const part = a.length > a.text.length ? `Characters ${a.first.toLocaleString('en')} to ${(a.first + [...a.text].length).toLocaleString('en')} of ${a.length.toLocaleString('en')} are shown.` : '';
  fill('article', [id, String(at)],
    heading(info.title || info.source),
    el('p', { class: 'soft' }, said(where)),
    el('p', { class: 'soft' }, `${count(a.mentions.length, 'mention')} and ${count(a.facts.length, 'fact')} marked. Move over a mark to light it in the picture. ${part}`),
    text,
    el('div', { id: 'mark-tip', class: 'mark-tip', hidden: true }));
  listen(text, a);
  const target = text.querySelector('.quoted') ?? text.querySelector(`[data-at="${at}"]`) ?? nearest(text, at);
  target?.scrollIntoView({ block: 'center' });
  announce(`${info.title}, ${count(a.facts.length, 'fact')} marked`);
}

/** @param {HTMLElement} text @param {number} at */
function nearest(text, at) {
  const all = /** @type {HTMLElement[]} */ ([...text.querySelectorAll('[data-at]')]);
  return all.findLast((one) => Number(one.dataset.at) <= at);
}

/** The text in runs that each have the same marks. @param {Article} a @param {{start: number, end: number} | null} quote */
function paragraphs(a, quote) {
  const letters = [...a.text];
  const end = a.first + letters.length;
  const cuts = new Set([a.first, end]);
  const cut = (/** @type {number} */ at) => { if (at > a.first && at < end) cuts.add(at); };
  for (const [start, stop] of a.mentions) { cut(start); cut(stop); }
  for (const f of a.facts) { cut(f.start); cut(f.end); }
  if (quote) { cut(quote.start); cut(quote.end); }
  letters.forEach((c, i) => { if (c === '\n') { cut(a.first + i); cut(a.first + i + 1); } });
  const stops = [...cuts].sort((x, y) => x - y);
  /** @type {HTMLElement[]} */
  const out = [el('p', null)];
  let [m, f] = [0, 0];
  for (let i = 0; i + 1 < stops.length; i += 1) {
    const [from, to] = [stops[i], stops[i + 1]];
    const words = letters.slice(from - a.first, to - a.first).join('');
    if (words === '\n') {
      if (out[out.length - 1].childNodes.length) out.push(el('p', null));
      continue;
    }
    while (m < a.mentions.length && a.mentions[m][1] <= from) m += 1;
    while (f < a.facts.length && a.facts[f].end <= from && a.facts[f].start < from) f += 1;
    const mention = a.mentions.slice(m, m + 12).find(([s, e]) => s <= from && e >= to);
    /** @type {number[]} */
    const facts = [];
    for (let j = Math.max(0, f - 30); j < a.facts.length && a.facts[j].start <= from; j += 1) {
      if (a.facts[j].end >= to) facts.push(j);
    }
    out[out.length - 1].append(run(words, from, a, mention, facts, quote));
  }
  return out.filter((p) => p.childNodes.length);
}

/** @param {string} words @param {number} from @param {Article} a @param {[number, number, number] | undefined} mention @param {number[]} facts @param {{start: number, end: number} | null} quote */
function run(words, from, a, mention, facts, quote) {
  const quoted = quote && from >= quote.start && from < quote.end;
  if (!mention && !facts.length && !quoted) return document.createTextNode(words);
  const classes = [facts.length ? 'in-fact' : '', quoted ? 'quoted' : '', mention ? 'mention' : ''].filter(Boolean).join(' ');
  // No button: that would not break over lines, nor keep the space it begins with.
  const made = el('span', {
    class: classes, 'data-at': from, role: mention ? 'button' : null, tabindex: mention ? 0 : null,
    'data-thing': mention ? mention[2] : null, 'data-facts': facts.length ? facts.join(' ') : null,
  }, words);
  if (mention) made.style.setProperty('--line', `var(--${a.things[mention[2]].class.replaceAll(' ', '-')}-line)`);
  return made;
}

/** @param {HTMLElement} text @param {Article} a */
function listen(text, a) {
  const of = (/** @type {Event} */ event) => {
    const mark = /** @type {HTMLElement} */ (event.target).closest?.('[data-thing], [data-facts]');
    if (!(mark instanceof HTMLElement)) return null;
    const facts = (mark.dataset.facts ?? '').split(' ').filter(Boolean).map((i) => a.facts[Number(i)]);
    const named = mark.dataset.thing === undefined ? null : a.things[Number(mark.dataset.thing)];
    return { mark, facts, named };
  };
  const lightUp = (/** @type {Event} */ event) => {
    const found = of(event);
    if (!found) return;
    const nodes = found.facts.flatMap((f) => [f.source, f.target]);
    if (found.named) nodes.push(found.named.id);
    glow({ nodes, edges: found.facts.map((f) => f.key) });
    tip(found, a);
  };
  text.addEventListener('mouseover', lightUp);
  text.addEventListener('focusin', lightUp);
  text.addEventListener('mouseleave', () => { glow(null); by('mark-tip').hidden = true; });
  text.addEventListener('focusout', () => glow(null));
  text.addEventListener('keydown', (event) => {
    const mark = /** @type {HTMLElement} */ (event.target);
    if (event.key === 'Enter' && mark.dataset.thing !== undefined) void thing(a.things[Number(mark.dataset.thing)].id);
  });
  text.addEventListener('click', async (event) => {
    const found = of(event);
    if (!found) return;
    const ids = found.named ? [found.named.id] : [...new Set(found.facts.flatMap((f) => [f.source, f.target]))];
    await bring(ids);
    if (found.named && /** @type {any} */ (event).detail > 1) return void thing(found.named.id);
    if (found.named) select(found.named.id);
    glow({ nodes: ids, edges: found.facts.map((f) => f.key) });
  });
}

/** What a mark stands for, at the foot of the panel. @param {{facts: Marked[], named: {id: string, name: string, class: string} | null}} found @param {Article} a */
function tip(found, a) {
  const box = by('mark-tip');
  const most = innerWidth <= 760 ? 2 : 5;
  const name = (/** @type {string} */ id) => said(a.things.find((t) => t.id === id)?.name ?? nodeOf(id)?.name ?? id);
  box.hidden = false;
  box.replaceChildren(
    ...(found.named ? [el('p', { class: 'mark-name' }, said(found.named.name))] : []),
    ...found.facts.slice(0, most).map((f) => el('p', null, name(f.source), el('span', { class: 'verb' }, ` ${says(f.type)} `), name(f.target), f.date ? ` · ${day(f.date)} ` : ' ', claim(f.factuality))),
    ...(found.facts.length > most ? [el('p', { class: 'soft' }, `and ${found.facts.length - most} more`)] : []));
}

