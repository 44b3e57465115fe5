// @ts-check
// Which things and facts are to be seen? The legend is the filter.

import { about, by, count, drawing, el, mark } from './tools.js';

/** @typedef {import('./tools.js').Joined} Joined */
/** @typedef {import('./tools.js').Drawn} Drawn */

/**
 * What is shut out, and the span of time. Months are yyyymm.
 * @typedef {{classes: string[], tones: string[], types: string[], factuality: string[], documents: string[],
 *   confidence: number, sources: number, hubs: boolean, mode: 'asof' | 'range', asof: number | null,
 *   from: number | null, to: number | null}} Shut
 */

/** @returns {Shut} */
function open() {
  return {
    classes: [], tones: [], types: [], factuality: [], documents: [], confidence: 0, sources: 1, hubs: false,
    mode: 'asof', asof: null, from: null, to: null,
  };
}

/** @type {Shut} */
export let shut = open();
/** @type {(() => void)[]} */
const listeners = [];

/** @param {() => void} act */
export function onFilter(act) {
  listeners.push(act);
}

/** @param {Partial<Shut>} change */
export function refine(change) {
  Object.assign(shut, change);
  listeners.forEach((act) => act());
}

export function reset() {
  shut = open();
  listeners.forEach((act) => act());
}

/** What differs from "everything". @returns {Partial<Shut>} */
export function conditions() {
  const usual = open();
  const entries = Object.entries(shut).filter(([name, value]) =>
    JSON.stringify(value) !== JSON.stringify(/** @type {any} */ (usual)[name]));
  return Object.fromEntries(entries);
}

/** @param {Partial<Shut>} change */
export function restore(change) {
  const usual = open();
  const sane = Object.entries(change ?? {}).filter(([name, value]) => {
    const as = /** @type {any} */ (usual)[name];
    return name in usual && (as === null || typeof value === typeof as) && Array.isArray(value) === Array.isArray(as);
  });
  shut = Object.assign(usual, Object.fromEntries(sane));
  listeners.forEach((act) => act());
}

/** First and last day of the span, as yyyymmdd. */
function days() {
  return { asof: shut.asof && shut.asof * 100 + 31, from: shut.from && shut.from * 100, to: shut.to && shut.to * 100 + 31 };
}

/** Whether a fact is let through: as the queries of the server decide it. @param {Joined} edge */
export function admits(edge) {
  if (shut.tones.includes(edge.tone) || shut.types.includes(edge.type)) return false;
  if (shut.factuality.includes(edge.factuality)) return false;
  if (edge.confidence < shut.confidence) return false;
  const listed = shut.documents.length > 0 && about().documents.length > 0;
  const docs = listed ? edge.documents.filter((d) => !shut.documents.includes(about().documents[d].id)) : edge.documents;
  if (listed && edge.documents.length && !docs.length) return false;
  if (edge.documents.length && docs.length < shut.sources) return false;
  const { asof, from, to } = days();
  if (shut.mode === 'asof') {
    if (!asof || !edge.span) return true;
    return edge.span[0] <= asof && (!edge.ends || edge.span[1] >= (shut.asof ?? 0) * 100);
  }
  if (!from && !to) return true;
  if (!edge.span) return false;
  return (!from || edge.span[1] >= from) && (!to || edge.span[0] <= to);
}

/** Whether a thing may be seen at all. @param {Drawn} node @param {boolean} asked */
export function admitsNode(node, asked) {
  if (shut.classes.includes(node.class)) return false;
  if (shut.hubs && !asked && about().hubs.includes(node.id)) return false;
  const { asof, to } = days();
  const end = shut.mode === 'asof' ? asof : to;
  return !(end && node.begins && node.begins > end);
}

/** The conditions as the server's parameters. @returns {Record<string, string | number | boolean | string[] | undefined>} */
export function parameters() {
  const month = (/** @type {number | null} */ m) =>
    m ? `${Math.floor(m / 100)}-${String(m % 100).padStart(2, '0')}` : undefined;
  const { key, edge_types } = about();
  const but = (/** @type {string[]} */ all, /** @type {string[]} */ gone) =>
    gone.length ? all.filter((one) => !gone.includes(one)).join(',') || 'none' : undefined;
  const tone = (/** @type {string} */ type) => shut.tones.includes(toneOf(type));
  const types = edge_types.map((t) => t.type);
  const closed = types.filter((t) => shut.types.includes(t) || tone(t));
  const kinds = [...new Set(key.classes.map((c) => c.kind))];
  const gone = kinds.filter((k) => key.classes.filter((c) => c.kind === k).every((c) => shut.classes.includes(c.class)));
  const range = shut.mode === 'range';
  return {
    types: but(types, closed),
    factuality: but(key.factualities.map((f) => f.name), shut.factuality),
    kinds: but(kinds, gone),
    documents: about().documents.length ? but(about().documents.map((d) => d.id), shut.documents) : undefined,
    'min-confidence': shut.confidence || undefined,
    'min-sources': shut.sources > 1 ? shut.sources : undefined,
    'exclude-hubs': shut.hubs || undefined,
    'as-of': range ? undefined : month(shut.asof),
    from: range ? month(shut.from) : undefined,
    to: range ? month(shut.to) : undefined,
  };
}

const HOSTILE = ['request', 'accuse', 'reject', 'threaten', 'protest', 'sanction', 'mobilize', 'coerce', 'assault', 'dispute'];
const FRIENDLY = ['agree', 'consult', 'support', 'concede', 'cooperate', 'aid', 'retreat', 'ally', 'trade'];

/** @param {string} type */
function toneOf(type) {
  return HOSTILE.includes(type) ? 'hostile' : FRIENDLY.includes(type) ? 'friendly' : 'structure';
}

/** How many conditions there are. */
export function tight() {
  return Object.keys(conditions()).filter((name) => name !== 'mode').length;
}

/** A line as it is drawn, for the legend. @param {string} dash @param {string} colour @param {boolean} crossed */
function sample(dash, colour, crossed) {
  const box = el('span', { class: 'mark' });
  box.style.setProperty('--line', colour);
  const paths = [{ d: 'M1 8H33', class: 'stroke', 'stroke-dasharray': dash }];
  if (crossed) paths.push({ d: 'M13 4l8 8M13 12l8-8', class: 'cross', 'stroke-dasharray': '' });
  box.append(drawing([0, 0, 34, 16], 27, 13, paths));
  return box;
}

/**
 * A row of the legend that shuts out or lets through.
 * @param {'classes' | 'tones' | 'types' | 'factuality' | 'documents'} list
 * @param {string} name
 * @param {Node | null} icon
 * @param {string} words
 * @param {number} [number]
 */
function row(list, name, icon, words, number) {
  const on = !shut[list].includes(name);
  const flip = () => {
    refine({ [list]: on ? [...shut[list], name] : shut[list].filter((one) => one !== name) });
  };
  return el('li', null, el('button', { type: 'button', class: 'legend-row', 'aria-pressed': on ? 'true' : 'false', onclick: flip, 'data-row': `${list}:${name}` },
    icon, el('bdi', { class: 'legend-words' }, words),
    number === undefined ? null : el('span', { class: 'number' }, number.toLocaleString('en'))));
}

/** @param {string} title @param {Node[]} rows @param {boolean} [closed] */
function group(title, rows, closed) {
  const list = el('ul', { class: 'legend' }, rows);
  if (!closed) return el('section', null, el('h3', null, title), list);
  const was = by('filters').querySelector(`details[data-title="${title}"]`);
  return el('details', { 'data-title': title, open: was instanceof HTMLDetailsElement && was.open },
    el('summary', null, el('h3', null, title)), list);
}

/**
 * @param {string} words
 * @param {number} value
 * @param {{min: number, max: number, step: number, show: (v: number) => string, set: (v: number) => void}} how
 */
function slider(words, value, how) {
  const shown = el('output', { class: 'number' }, how.show(value));
  const input = el('input', {
    type: 'range', min: how.min, max: how.max, step: how.step, value, 'aria-label': words,
    oninput: () => { shown.textContent = how.show(Number(input.value)); },
    onchange: () => how.set(Number(input.value)),
  });
  return el('div', { class: 'slider' }, el('span', null, words), shown, input);
}

/** Draws the legend anew. */
export function drawLegend() {
  const { key, stats, documents, edge_types } = about();
  const used = edge_types.filter((t) => stats.by_edge[t.type]);
  const focus = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.row : undefined;
  const n = tight();
  by('filters').replaceChildren(
    el('div', { class: 'filters-head' }, el('h2', null, 'Legend and filters'),
      n ? el('button', { type: 'button', class: 'quiet small', onclick: reset }, `Clear ${n}`) : null,
      el('button', { type: 'button', class: 'quiet only-small', onclick: () => document.body.classList.remove('filters-open') }, 'Done')),
    group('Things', key.classes.map((c) => row('classes', c.class, mark(c.class), c.class))),
    group('Claims', key.factualities.map((f) => row('factuality', f.name, sample(f.dash, 'var(--soft)', f.name === 'negated'), f.words, stats.by_factuality[f.name] ?? 0))),
    group('Relations', key.tones.map((t) => row('tones', t.name, sample('', `var(--tone-${t.name})`, false), t.words))),
    group('Types of relation', used.map((t) => row('types', t.type, null, t.words, stats.by_edge[t.type])), true),
    ...(documents.length ? [group('Articles', documents.map((d) => row('documents', d.id, null, d.title || d.source)), true)] : []),
    el('section', { class: 'sliders' },
      slider('Least confidence', shut.confidence, { min: 0, max: 0.95, step: 0.05, show: (v) => v.toFixed(2), set: (v) => refine({ confidence: v }) }),
      slider('Least sources', shut.sources, { min: 1, max: 5, step: 1, show: (v) => count(v, 'article'), set: (v) => refine({ sources: v }) }),
      el('label', { class: 'check' }, el('input', { type: 'checkbox', checked: shut.hubs, onchange: () => refine({ hubs: !shut.hubs }) }), ` Hide hubs (${about().hubs.length})`)));
  if (focus) /** @type {HTMLElement | null} */ (by('filters').querySelector(`[data-row="${CSS.escape(focus)}"]`))?.focus();
}
