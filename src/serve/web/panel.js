// @ts-check
// What is known of what was picked, and what links two things?

import { board, bring, collapse, drop, expand, light, nodeOf, pin, select, unseen } from './board.js';
import { correctThing, corrections, factTools } from './correct.js';
import { claim, factRow, quotation, thingLink, verb } from './facts.js';
import { parameters } from './filter.js';
import { fit } from './paint.js';
import { thingField } from './search.js';
import { about, announce, ask, by, count, day, drawing, el, mark, plain, said, trouble } from './tools.js';

/** @typedef {import('./tools.js').Fact} Fact */
/** @typedef {import('./tools.js').Thing} Thing */

/** What the panel shows, for a link that reopens it. @type {{kind: string, ids: string[]}} */
export let showing = { kind: 'start', ids: [] };
/** @type {() => void} */
let told = () => {};
let turn = 0;

/** @param {() => void} act */
export function onPanel(act) {
  told = act;
}

/** @param {string} kind @param {string[]} ids @param {...(Node | null)} parts */
export function fill(kind, ids, ...parts) {
  showing = { kind, ids };
  const panel = by('panel');
  panel.classList.toggle('reading', kind === 'article');
  document.body.classList.toggle('panel-up', kind !== 'start');
  panel.replaceChildren(...parts.filter((p) => p !== null));
  panel.scrollTop = 0;
  told();
}

/** @param {string} title @param {Node | string | null} [before] @param {Node | null} [after] */
export function heading(title, before, after) {
  return el('header', { class: 'panel-head' }, before ?? null, el('h2', null, said(title)), after ?? null,
    el('button', { type: 'button', class: 'quiet icon-button close', 'aria-label': 'Close', onclick: closePanel },
      drawing([0, 0, 16, 16], 16, 16, [{ d: 'M3.500 3.500l9 9M12.500 3.500l-9 9', class: 'glyph' }])));
}

export function closePanel() {
  light(null);
  board.picked = [];
  select(null);
  start();
}

/** @param {string} words @param {() => void} act @param {Record<string, any>} [more] */
export function button(words, act, more) {
  return el('button', { type: 'button', onclick: act, ...more }, words);
}

/** For somebody who has just come. */
export function start() {
  const { stats, name, documents } = about();
  const best = stats.best_connected.map((c) => el('li', null, thingLink(c.thing), el('span', { class: 'number' }, count(c.neighbours, 'neighbour'))));
  fill('start', [],
    el('header', { class: 'panel-head' }, el('h2', null, said(name))),
    el('p', null, `${count(stats.nodes, 'thing')} and ${count(stats.edges, 'fact')}, read from ${count(stats.documents, 'article')} with ${count(stats.quotations, 'quotation')}. Every line rests on a sentence: click it to read.`),
    linkForm(),
    el('section', null, el('h3', null, 'Best connected'), el('ul', { class: 'plain-list' }, best)),
    corrections(),
    el('section', null, el('h3', null, 'Articles'), el('ul', { class: 'plain-list' }, documents.slice(0, 60).map((d) => el('li', null,
      el('button', { type: 'button', class: 'thing-link', onclick: () => go.article(d.id, 0) }, said(d.title || d.source)),
      el('span', { class: 'number' }, day(d.published)))),
    documents.length > 60 ? el('li', { class: 'soft' }, `and ${documents.length - 60} more: search their words above`) : null,
    documents.length ? null : el('li', { class: 'soft' }, `${count(stats.documents, 'article')}: search their words above`))));
}

/** Set by the page. */
export const go = {
  /** @param {string} id @param {number} at */ article(id, at) { void id; void at; },
  /** @param {string[]} ids */ links(ids) { void ids; },
};

/** @param {{id: string, name: string}} [first] */
function linkForm(first) {
  /** @type {(string | null)[]} */
  const picked = [first?.id ?? null, null];
  const set = (/** @type {number} */ i) => (/** @type {string} */ id) => {
    picked[i] = id;
    const [a, b] = picked;
    if (a && b && a !== b) go.links([a, b]);
  };
  return el('section', { class: 'link-form' }, el('h3', null, first ? 'What links it with …' : 'What links two things?'),
    first ? null : thingField('From', set(0), { keep: true, hint: 'EU' }),
    thingField(first ? 'Another thing' : 'To', set(1), { keep: true, hint: first ? 'A name' : 'South Korea' }),
    first ? null : el('p', { class: 'soft' }, 'Or hold Shift and click two things in the picture.'));
}

/** Everything known of one thing. @param {string} id */
export async function thing(id) {
  const mine = (turn += 1);
  let d;
  try {
    d = await ask('thing', { id, ...parameters() });
  } catch (error) {
    return fill('trouble', [], heading('This did not work'), trouble(error));
  }
  if (mine !== turn) return;
  const t = d.thing;
  const node = nodeOf(id);
  const more = node ? unseen(node) : 0;
  const facts = d.groups.reduce((/** @type {number} */ n, /** @type {any} */ g) => n + g.facts.length, 0) + d.more_facts;
  const line = [t.type === 'other' ? t.kind : plain(t.type), t.date ? day(t.date) : '', count(facts, 'fact'), count(d.mentions.length, 'article')];
  fill('thing', [id],
    heading(t.name, mark(d.class)),
    el('p', { class: 'soft' }, line.filter(Boolean).join(' · ')),
    d.aliases.length ? el('p', { class: 'aliases' }, 'Also ', d.aliases.slice(0, 12).flatMap((/** @type {string} */ a, /** @type {number} */ i) => [i ? ', ' : '', said(a)]), d.aliases.length > 12 ? ` and ${d.aliases.length - 12} more` : '') : null,
    d.namesakes.length ? el('details', null, el('summary', { class: 'soft' }, `Not to be taken for ${count(d.namesakes.length, 'other', 'others')} of like name`),
      el('ul', { class: 'plain-list' }, d.namesakes.slice(0, 12).map((/** @type {Thing} */ n) => el('li', null, thingLink(n))))) : null,
    el('div', { class: 'actions' },
      node ? (more ? button(`Open ${Math.min(more, 20)} more`, () => expand(id).then(() => thing(id))) : null) : button('Show in the picture', () => bring([id]).then(() => { select(id); thing(id); })),
      more > 20 ? button(`All ${more}`, () => expand(id, 2000).then(() => thing(id))) : null,
      node ? button('Collapse', () => collapse(id).then(() => thing(id))) : null,
      node ? button(board.pinned.has(id) ? 'Unpin' : 'Pin', () => { pin(id); thing(id); }) : null,
      node ? button('Take off', () => { drop([id]); start(); }) : null,
      el('a', { class: 'button', href: `/api/briefing.md?of=${encodeURIComponent(id)}`, download: '' }, 'Briefing')),
    el('div', { class: 'groups' }, d.groups.map((/** @type {any} */ g, /** @type {number} */ i) => group(g, id, i === 0))),
    d.more_facts ? el('p', { class: 'soft' }, `${count(d.more_facts, 'more fact')}: the command line shows all, and the filters make them fewer.`) : null,
    (d.sentences ?? []).length ? el('section', null, el('h3', null, 'In the words of the texts'), d.sentences.map((/** @type {any} */ q) => quotation(q, null))) : null,
    linkForm({ id, name: t.name }),
    mentionList(d),
    d.why.length ? el('details', null, el('summary', null, 'Why these names are one thing'), el('ul', null, d.why.map((/** @type {string} */ w) => el('li', null, said(w))))) : null,
    (d.analyst ?? []).length ? el('section', null, el('h3', null, 'Notes'), (d.analyst ?? []).map((/** @type {string} */ n) => el('p', { class: 'analyst' }, said(n)))) : null,
    correctThing(d));
  announce(`${t.name}: ${line.filter(Boolean).join(', ')}`);
}

/** @param {any} g @param {string} of @param {boolean} first */
function group(g, of, first) {
  return el('details', { class: 'group', open: first || g.facts.length < 8 },
    el('summary', null, el('span', { class: 'group-name' }, verb(g.type, g.outgoing)), el('span', { class: 'number' }, String(g.facts.length))),
    g.facts.map((/** @type {Fact} */ f) => factRow(f, { of, tools: factTools })));
}

/** @param {any} d */
function mentionList(d) {
  if (!d.mentions.length) return null;
  const first = (/** @type {string} */ doc) => d.first_mentions.find((/** @type {any} */ m) => m.document === doc)?.start ?? 0;
  return el('section', null, el('h3', null, 'Spoken of in'), el('ul', { class: 'plain-list' }, d.mentions.map((/** @type {any} */ m) => el('li', null,
    el('button', { type: 'button', class: 'thing-link', onclick: () => go.article(m.document, first(m.document)) }, said(m.title)),
    el('span', { class: 'number' }, `${day(m.published)} · ${m.times}×`)))));
}

/** The facts behind a line. @param {string[]} keys */
export async function facts(keys) {
  const mine = (turn += 1);
  try {
    const told = await ask('fact', { key: keys.slice(0, 40) });
    if (mine !== turn) return;
    const [first] = told.facts;
    fill('facts', keys.slice(0, 40),
      heading(`${first.source.name} and ${first.target.name}`),
      el('p', { class: 'soft' }, count(keys.length, 'fact')),
      ...told.facts.map((/** @type {Fact} */ f) => factRow(f, { quotes: 3, tools: factTools })));
    announce(`${count(told.facts.length, 'fact')} between ${first.source.name} and ${first.target.name}`);
  } catch (error) {
    fill('trouble', [], heading('This did not work'), trouble(error));
  }
}

/** What links two or more things: told here, lit in the picture. @param {string[]} ids @param {boolean} [alone] */
export async function links(ids, alone) {
  const mine = (turn += 1);
  let a;
  try {
    a = await ask('links', { of: ids, ...parameters() });
  } catch (error) {
    return fill('trouble', [], heading('This did not work'), trouble(error));
  }
  if (mine !== turn) return;
  const lit = litBy(a);
  const names = a.asked.map((/** @type {Thing} */ t) => t.name);
  const layers = [
    layer('Directly', a.direct.length, a.direct.map((/** @type {Fact} */ f) => factRow(f))),
    ...['agreements', 'events', 'neighbours'].map((name) => layer(
      { agreements: 'Shared agreements', events: 'Shared events, policies and memberships', neighbours: 'Common neighbours' }[name] ?? '',
      a[name].length, a[name].map(shared), name === 'neighbours')),
    layer('Ways round', a.paths.paths.length, a.paths.paths.map(way), a.agreements.length + a.direct.length > 0),
  ];
  fill('links', ids,
    heading(names.join(' and ')),
    el('p', { class: 'soft' }, sentence(a)),
    el('div', { class: 'actions' },
      button('Show in the picture', () => lightAll(a, lit)),
      button('Show it alone', () => bring([...lit.nodes], true).then(() => { light(lit); })),
      el('a', { class: 'button', download: '', href: `/api/briefing.md?${ids.map((i) => `of=${encodeURIComponent(i)}`).join('&')}` }, 'Briefing (Markdown)')),
    ...layers, ...a.relax.map((/** @type {any} */ r) => el('p', null, `Without ${r.condition} there is ${r.finds}.`)));
  announce(`${names.join(' and ')}: ${sentence(a)}`);
  await lightAll(a, lit, alone);
}

/** @param {any} a @param {{nodes: Set<string>, edges: Set<string>}} lit @param {boolean} [alone] */
async function lightAll(a, lit, alone) {
  await bring([...lit.nodes].slice(0, 60), alone);
  board.picked = a.asked.map((/** @type {Thing} */ t) => t.id);
  light(lit);
  const nodes = [...lit.nodes].flatMap((id) => nodeOf(id) ?? []);
  if (nodes.length) fit(nodes);
}

/** The things and facts of an answer. @param {any} a */
function litBy(a) {
  const lit = { nodes: new Set(), edges: new Set() };
  const add = (/** @type {Fact} */ f) => {
    lit.edges.add(f.key);
    lit.nodes.add(f.source.id).add(f.target.id);
  };
  a.asked.forEach((/** @type {Thing} */ t) => lit.nodes.add(t.id));
  a.direct.forEach(add);
  for (const s of [...a.agreements, ...a.events, ...a.neighbours]) s.links.forEach((/** @type {any} */ l) => l.facts.forEach(add));
  for (const p of a.paths.paths) p.steps.forEach((/** @type {any} */ s) => s.facts.slice(0, 3).forEach(add));
  return lit;
}

/** @param {any} a */
function sentence(a) {
  if (a.nothing) return `Nothing links them: ${count(a.searched.admitted, 'fact')} searched, paths of up to ${a.searched.max_hops} hops.`;
  const parts = [
    a.direct.length && count(a.direct.length, 'direct fact'),
    a.agreements.length && count(a.agreements.length, 'shared agreement'),
    a.events.length && count(a.events.length, 'shared event or membership', 'shared events and memberships'),
    a.neighbours.length && count(a.neighbours.length, 'common neighbour'),
    a.paths.paths.length && count(a.paths.paths.length, 'way round', 'ways round'),
  ];
  return parts.filter(Boolean).join(', ');
}

/** @param {string} title @param {number} n @param {Node[]} rows @param {boolean} [closed] */
function layer(title, n, rows, closed) {
  if (!n) return null;
  return el('details', { class: 'group layer', open: !closed || n < 3 },
    el('summary', null, el('span', { class: 'group-name' }, title), el('span', { class: 'number' }, String(n))), rows);
}

/** @param {any} s */
function shared(s) {
  return el('article', { class: 'shared' }, el('h4', null, thingLink(s.thing), s.thing.date ? el('span', { class: 'number' }, day(s.thing.date)) : null),
    s.links.map((/** @type {any} */ l) => el('div', { class: 'side' },
      el('p', { class: 'side-head' }, said(l.of.name)),
      l.facts.slice(0, 2).map((/** @type {Fact} */ f) => el('div', { class: 'side-fact' },
        el('p', { class: 'fact-meta' }, el('span', { class: 'verb' }, plain(f.type)), el('span', { class: 'date' }, day(f.date) || 'undated'), claim(f.factuality)),
        f.quotes.slice(0, 1).map((q) => quotation(q, f)))),
      l.facts.length > 2 ? el('p', { class: 'soft' }, `and ${l.facts.length - 2} more`) : null)));
}

/** @param {any} p */
function way(p) {
  const chain = [thingLink(p.steps[0].from), ...p.steps.flatMap((/** @type {any} */ s) => [el('span', { class: 'arrow' }, ' – '), thingLink(s.to)])];
  return el('article', { class: 'shared' },
    el('h4', null, chain, el('span', { class: 'number' }, count(p.hops, 'hop'))),
    p.steps.map((/** @type {any} */ s) => factRow(s.facts[0], { whole: true })));
}

/** Shows again what a link remembers. @param {{kind: string, ids: string[]}} what */
export async function reopen(what) {
  if (what.kind === 'thing') await thing(what.ids[0]);
  else if (what.kind === 'links') await links(what.ids);
  else if (what.kind === 'facts') await facts(what.ids);
  else if (what.kind === 'article') go.article(what.ids[0], Number(what.ids[1] ?? 0));
  else start();
}

