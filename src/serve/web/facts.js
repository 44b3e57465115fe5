// @ts-check
// How is a fact told, with the sentence that says so?

import { glow, nodeOf } from './board.js';
import { CLAIMS, about, count, day, el, mark, plain, said } from './tools.js';

/** @typedef {import('./tools.js').Fact} Fact */
/** @typedef {import('./tools.js').Quote} Quote */
/** @typedef {import('./tools.js').Thing} Thing */

/** What a click on a thing or a quotation does; set by the page. */
export const go = {
  /** @param {string} id */ thing(id) { void id; },
  /** @param {Quote} quote @param {Fact | null} fact */ quote(quote, fact) { void quote; void fact; },
  /** @param {Fact} fact */ fact(fact) { void fact; },
};

/** The legend's word for a thing that came without it. @param {Thing} thing */
export function classOf(thing) {
  if (thing.class) return thing.class;
  const { classes } = about().key;
  if (thing.kind === 'actor') {
    if (thing.type === 'igo' || thing.type === 'group') return 'bloc or group';
    return classes.some((c) => c.class === thing.type) ? thing.type : 'state';
  }
  return classes.find((c) => c.kind === thing.kind)?.class ?? '';
}

/** What stands over facts of a type. @param {string} type @param {boolean} outgoing told from their source, or from their target */
export function verb(type, outgoing) {
  const known = about().edge_types.find((t) => t.type === type);
  return (outgoing ? known?.from : known?.towards) ?? plain(type);
}

/** What stands between the two ends of a fact. @param {string} type */
export function says(type) {
  return verb(type, true);
}

/** A thing's name that leads to it. @param {Thing} thing @param {boolean} [bare] */
export function thingLink(thing, bare) {
  return el('button', {
    type: 'button', class: 'thing-link',
    onclick: () => go.thing(thing.id),
    onmouseenter: () => nodeOf(thing.id) && glow({ nodes: [thing.id] }),
    onmouseleave: () => glow(null),
  }, bare ? null : mark(classOf(thing)), said(thing.name));
}

/** @param {string} factuality */
export function claim(factuality) {
  return factuality === 'actual' ? null : el('span', { class: `claim claim-${factuality}` }, CLAIMS[factuality] ?? factuality);
}

/** A quotation that leads into its article. @param {Quote} quote @param {Fact | null} fact */
export function quotation(quote, fact) {
  const where = [quote.publisher, day(quote.published), quote.page ? `p. ${quote.page}` : ''].filter(Boolean).join(', ');
  return el('figure', { class: 'quote' },
    el('blockquote', null, el('button', { type: 'button', class: 'quote-text', title: 'Read it in its article', onclick: () => go.quote(quote, fact) }, said(quote.exact))),
    el('figcaption', null, said(quote.title || quote.source || quote.document), where ? ` · ${where}` : ''));
}

/**
 * A fact with its quotations.
 * @param {Fact} fact
 * @param {{of?: string, quotes?: number, whole?: boolean, tools?: (fact: Fact) => Node}} [how] `of`: the thing it is told of, which is not named again
 */
export function factRow(fact, how = {}) {
  const shown = how.quotes ?? 1;
  const more = fact.quotes.length - shown;
  const rest = el('div', { hidden: true }, fact.quotes.slice(shown).map((q) => quotation(q, fact)));
  const both = how.whole || !how.of;
  const other = fact.source.id === how.of ? fact.target : fact.source;
  const head = both
    ? [thingLink(fact.source), el('span', { class: 'verb' }, ` ${says(fact.type)} `), thingLink(fact.target)]
    : [thingLink(other)];
  const article = el('article', {
    class: `fact line-${fact.factuality}`, 'data-key': fact.key,
    onmouseenter: () => glow({ edges: [fact.key], nodes: [fact.source.id, fact.target.id] }),
    onmouseleave: () => glow(null),
  },
  el('p', { class: 'fact-head' }, head,
    fact.role ? el('span', { class: 'role' }, ' as ', said(fact.role)) : null),
  el('p', { class: 'fact-meta' },
    el('span', { class: 'date' }, day(fact.date) || 'undated'), claim(fact.factuality),
    fact.asserted_by?.length ? el('span', null, 'says ', fact.asserted_by.map((t) => said(t.name))) : null,
    el('span', { class: 'soft' }, count(fact.documents, 'article')),
    el('span', { class: 'soft', title: 'Confidence of the reading' }, fact.confidence.toFixed(2))),
  fact.quotes.slice(0, shown).map((q) => quotation(q, fact)),
  rest,
  more > 0 ? el('button', {
    type: 'button', class: 'quiet small', 'aria-expanded': 'false',
    onclick: (/** @type {Event} */ e) => {
      rest.hidden = !rest.hidden;
      const button = /** @type {HTMLElement} */ (e.currentTarget);
      button.setAttribute('aria-expanded', String(!rest.hidden));
      button.textContent = rest.hidden ? count(more, 'more quotation') : 'Fewer quotations';
    },
  }, count(more, 'more quotation')) : null,
  (fact.analyst ?? []).map((note) => el('p', { class: 'analyst' }, said(note))),
  how.tools ? how.tools(fact) : null);
  return article;
}
