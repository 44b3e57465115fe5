// @ts-check
// What do the timeline, the overlap, the conflicts and the trace show?

import { claim, classOf, factRow, quotation, says, thingLink } from './facts.js';
import { parameters } from './filter.js';
import { keep, view } from './link.js';
import { thingField } from './search.js';
import { CLAIMS, about, announce, ask, by, count, day, el, mark, plain, said, trouble } from './tools.js';

/** @typedef {import('./tools.js').Fact} Fact */
/** @typedef {import('./tools.js').Thing} Thing */
/** @typedef {{id: string, name: string}} Chosen */

let turn = 0;

/** Shows the view that is open, anew. */
export async function drawView() {
  const draw = { timeline, overlap, conflicts, trace }[view.name];
  if (!draw) return;
  const mine = (turn += 1);
  const place = by('view');
  place.setAttribute('aria-busy', 'true');
  const made = await draw().catch((error) => [trouble(error)]);
  if (mine !== turn) return;
  place.removeAttribute('aria-busy');
  place.replaceChildren(el('div', { class: 'view-in' }, made));
  keep();
}

/** @param {Record<string, any>} change */
export function setQuery(change) {
  view.query = { ...view.query, ...change };
  void drawView();
}

/** Things chosen for a view, with a field for one more. @param {string} slot @param {string} label @param {number} most */
function chooser(slot, label, most) {
  /** @type {Chosen[]} */
  const chosen = view.query[slot] ?? [];
  const chips = chosen.map((c) => el('span', { class: 'chip' }, said(c.name), el('button', {
    type: 'button', 'aria-label': `Without ${c.name}`,
    onclick: () => setQuery({ [slot]: chosen.filter((o) => o.id !== c.id) }),
  }, '×')));
  const add = (/** @type {string} */ id, /** @type {string} */ name) => {
    if (!chosen.some((c) => c.id === id)) setQuery({ [slot]: [...chosen.slice(0, most - 1), { id, name }] });
  };
  return el('div', { class: 'chooser' }, chips, chosen.length < most ? thingField(label, add) : null);
}

/** The best connected, for who does not know where to begin. @param {string} words @param {(one: Chosen) => void} take @param {string[]} [chosen] */
function beginWith(words, take, chosen = []) {
  const others = about().stats.best_connected.filter(({ thing }) => !chosen.includes(thing.id));
  return el('div', { class: 'empty' }, el('p', null, words), el('div', { class: 'actions' }, others.slice(0, 8).map(({ thing }) => el('button', {
    type: 'button', onclick: () => take({ id: thing.id, name: thing.name }),
  }, mark(classOf(thing)), said(thing.name)))));
}

/** @param {string} slot */
const ids = (slot) => (view.query[slot] ?? []).map((/** @type {Chosen} */ c) => c.id);

/** @param {string} title @param {string} says @param {...Node} fields */
function head(title, says, ...fields) {
  return el('header', { class: 'view-head' }, el('h2', null, title), el('p', { class: 'soft' }, says), el('div', { class: 'view-fields' }, fields));
}

async function timeline() {
  const t = await ask('timeline', { of: ids('of'), ...parameters() });
  const rows = [];
  let year = '';
  for (const entry of t.entries) {
    const now = entry.date.replace(/^\.\.\//, '').slice(0, 4);
    if (now !== year) rows.push(el('h3', { class: 'year' }, now));
    year = now;
    rows.push(timeEntry(entry));
  }
  announce(count(t.entries.length, 'entry', 'entries'));
  const of = ids('of').length;
  return [
    head('Timeline', 'What happened when, by what the texts date.', chooser('of', of ? 'and between it and' : 'About', 4)),
    t.earlier ? el('p', { class: 'soft' }, `${count(t.earlier, 'earlier entry', 'earlier entries')} not shown: choose a thing, or a span of time on the map.`) : null,
    el('div', { class: 'times' }, rows),
    t.entries.length ? null : el('p', { class: 'soft' }, 'Nothing dated meets the conditions.'),
    t.undated ? el('p', { class: 'soft' }, `${count(t.undated, 'fact')} without a date stand on no timeline.`) : null,
  ];
}

/** @param {{date: string, thing: Thing | null, facts: Fact[]}} entry */
function timeEntry(entry) {
  const facts = entry.facts;
  const softest = facts.every((f) => f.factuality !== 'actual') ? facts[0].factuality : 'actual';
  const rest = el('div', { class: 'time-facts', hidden: true });
  const open = el('button', {
    type: 'button', class: 'quiet small', 'aria-expanded': 'false',
    onclick: () => {
      rest.hidden = !rest.hidden;
      open.setAttribute('aria-expanded', String(!rest.hidden));
      if (!rest.childNodes.length) rest.append(...facts.map((f) => factRow(f, { of: entry.thing?.id, whole: true })));
    },
  }, facts.length > 1 ? count(facts.length, 'fact') : 'Quotation');
  const who = [...new Map(facts.map((f) => [f.source.id, f.source])).values()].slice(0, 6);
  const title = entry.thing
    ? [thingLink(entry.thing), el('span', { class: 'soft who' }, ' ', who.filter((w) => w.id !== entry.thing?.id).flatMap((w, i) => [i ? ', ' : '', said(w.name)]))]
    : facts.flatMap((f, i) => [i ? el('br', null) : null, thingLink(f.source), el('span', { class: 'verb' }, ` ${says(f.type)} `), thingLink(f.target)]);
  return el('article', { class: `time-entry line-${softest}` },
    el('p', { class: 'time-date' }, day(entry.date)),
    el('div', null, el('p', { class: 'time-title' }, title, ' ', claim(softest)), open, rest));
}

const STANDING = { shared: 'all share', parallel: 'in parallel', some: 'some', one: 'only one' };

async function overlap() {
  const fields = [chooser('hub', 'What', 1), chooser('with', 'has with', 5)];
  const title = head('Overlap', 'What one actor has with each of several partners, side by side.', ...fields);
  if (!ids('hub').length || !ids('with').length) {
    const slot = ids('hub').length ? 'with' : 'hub';
    return [title, beginWith(slot === 'hub' ? 'Choose an actor' : 'Choose its partners', (one) => setQuery({ [slot]: [...(view.query[slot] ?? []), one] }), ids('hub'))];
  }
  const o = await ask('overlap', { hub: ids('hub')[0], with: ids('with'), ...parameters() });
  const table = el('table', { class: 'grid' },
    el('caption', { class: 'away' }, `What ${o.hub.name} has with each`),
    el('thead', null, el('tr', null, el('th', { scope: 'col' }, 'Kind'), el('th', { scope: 'col' }, 'Family'), o.partners.map((/** @type {Thing} */ p) => el('th', { scope: 'col' }, said(p.name))))),
    el('tbody', null, o.rows.map((/** @type {any} */ r) => el('tr', { class: `standing-${r.standing}` },
      el('td', null, r.kind, o.partners.length > 1 ? [el('br', null), el('span', { class: 'standing' }, STANDING[/** @type {'shared'} */ (r.standing)])] : null),
      el('th', { scope: 'row' }, said(r.family)),
      r.cells.map((/** @type {any[]} */ cell) => el('td', null, cell.length ? cell.map(overlapCell) : el('span', { class: 'soft' }, '–')))))));
  const dealings = o.dealings.length ? el('section', null, el('h3', null, 'Other dealings'), el('ul', { class: 'plain-list' }, o.dealings.map((/** @type {any} */ d) => el('li', null, plain(d.type), el('span', { class: 'number' }, d.counts.map((/** @type {number} */ n, /** @type {number} */ i) => `${o.partners[i].name}: ${n}`).join(' · ')))))) : null;
  announce(count(o.rows.length, 'row'));
  return [title, o.rows.length ? el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Table' }, table) : el('p', { class: 'soft' }, 'No agreement, policy or event joins them under these conditions.'), dealings];
}

/** @param {any} cell */
function overlapCell(cell) {
  const quotes = cell.facts.flatMap((/** @type {Fact} */ f) => f.quotes.slice(0, 1).map((q) => ({ f, q })));
  return el('div', { class: 'cell' }, thingLink(cell.thing), el('p', { class: 'fact-meta' }, el('span', { class: 'date' }, day(cell.date) || 'undated'), claim(cell.factuality)),
    quotes.length ? el('details', null, el('summary', null, count(quotes.length, 'quotation')), quotes.map((/** @type {any} */ x) => quotation(x.q, x.f))) : null);
}

const ABOUT = {
  date: 'When it was', factuality: 'Whether it was', parties: 'Who is party to it', type: 'What it was', office: 'Who held the office', place: 'Where it was', event: 'Where it was concluded',
};

async function conflicts() {
  const c = await ask('conflicts', { of: ids('in')[0], ...parameters() });
  announce(count(c.conflicts.length, 'disagreement'));
  return [
    head('Conflicts', 'Where one article says one thing and another something else.', chooser('in', 'About', 1)),
    c.conflicts.length ? null : el('p', { class: 'empty' }, 'No two articles disagree under these conditions.'),
    c.conflicts.map((/** @type {any} */ one) => el('article', { class: 'conflict' },
      el('h3', null, ABOUT[/** @type {'date'} */ (one.kind)] ?? one.kind, ': ', one.about.slice(0, 4).flatMap((/** @type {Thing} */ t, /** @type {number} */ i) => [i ? ' · ' : '', thingLink(t)])),
      el('div', { class: 'sides' }, one.sides.map((/** @type {any} */ s) => el('section', { class: 'conflict-side' },
        el('h4', null, one.kind === 'date' ? day(s.says) : said(CLAIMS[s.says] ?? plain(s.says))),
        s.facts.slice(0, 3).map((/** @type {Fact} */ f) => factRow(f, { whole: true })),
        s.facts.length > 3 ? el('p', { class: 'soft' }, `and ${count(s.facts.length - 3, 'more fact')}`) : null))))),
    c.more ? el('p', { class: 'soft' }, `and ${c.more} more: choose a thing to see its own.`) : null,
  ];
}

const FAMILIES = { ties: 'Ties', help: 'Help', words: 'Demands and charges', force: 'Pressure and force', agreements: 'Agreements', events: 'Taking part', structure: 'Belonging' };

async function trace() {
  const title = head('Trace', 'How a claim changed from one article to the next: rumoured, reported, stated as fact, denied.', chooser('of', ids('of').length ? 'and' : 'About', 2));
  if (!ids('of').length) return [title, beginWith('Choose a thing, or two', (one) => setQuery({ of: [one] }))];
  const t = await ask('trace', { of: ids('of'), ...parameters() });
  announce(count(t.strands.length, 'strand'));
  return [title,
    t.strands.length ? null : el('p', { class: 'soft' }, 'No claim is made in more than one place under these conditions.'),
    t.strands.slice(0, 60).map((/** @type {any} */ s) => el('article', { class: 'strand' },
      el('h3', null, thingLink(s.source), ' – ', thingLink(s.target), el('span', { class: 'soft' }, ` ${FAMILIES[/** @type {'ties'} */ (s.family)]}`)),
      el('ol', { class: 'claims' }, s.claims.map((/** @type {any} */ c) => el('li', { class: `line-${c.fact.factuality}` },
        el('p', { class: 'time-date' }, day(c.published) || 'undated'),
        el('div', null, el('p', { class: 'fact-meta' }, el('span', { class: 'verb' }, plain(c.fact.type)), claim(c.fact.factuality) ?? el('span', { class: 'claim claim-actual' }, 'stated as fact'), c.fact.date ? el('span', { class: 'soft' }, `of ${day(c.fact.date)}`) : null),
          c.fact.quotes.slice(0, 2).map((/** @type {any} */ q) => quotation(q, c.fact)))))))),
    t.strands.length > 60 ? el('p', { class: 'soft' }, `and ${t.strands.length - 60} more`) : null];
}
