// @ts-check
// What do all parts of the page need?

/**
 * @typedef {{id: string, kind: string, type: string, name: string, date: string | null, class?: string}} Thing
 * @typedef {{document: string, title: string, publisher?: string, published: string | null, start: number, end: number,
 *   source?: string, page?: number, exact: string, rule?: string}} Quote
 * @typedef {{source: Thing, target: Thing, key: string, type: string, symmetric: boolean, date: string | null,
 *   factuality: string, role: string | null, asserted_by?: Thing[], confidence: number, documents: number,
 *   quotes: Quote[], analyst?: string[]}} Fact
 * @typedef {{id: string, kind: string, type: string, class: string, name: string, date: string | null,
 *   begins: number | null, x: number, y: number, w: number, h: number, font: number, shift: number, lines: string[],
 *   shape: string, inner: string | null, neighbours: number, mentions: number}} Drawn
 * @typedef {{key: string, a: number, b: number, type: string, symmetric: boolean, tone: string, date: string | null,
 *   span: [number, number] | null, ends: boolean, factuality: string, confidence: number, documents: number[]}} Joined
 * @typedef {{nodes: Drawn[], edges: Joined[], notes: string[]}} Picture
 * @typedef {{name: string, words: string, dash: string}} Sample
 * @typedef {{ground: string, ink: string, faint: string, negated: string, classes: Record<string, [string, string]>,
 *   tones: Record<string, string>}} Colours
 * @typedef {{classes: {class: string, kind: string, shape: string, inner: string | null}[], tones: Sample[],
 *   factualities: Sample[], themes: {light: Colours, dark: Colours}}} Key
 * @typedef {{id: string, title: string, publisher?: string, published: string | null, source: string}} Info
 * @typedef {{name: string, generator: string, documents: Info[], key: Key, texts: boolean, most_nodes: number,
 *   hubs: string[], months: [number, number][], edge_types: {type: string, words: string, from: string, towards: string}[],
 *   kinds: {kind: string, types: string[]}[], all_types: {kind: string, types: string[]}[], corrections: number,
 *   stats: {nodes: number, edges: number, quotations: number, documents: number, by_edge: Record<string, number>,
 *   by_factuality: Record<string, number>, best_connected: {thing: Thing, neighbours: number, facts: number}[]}}} About
 */

/** @param {string} id */
export function by(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

/**
 * An element. Words from texts only ever become text nodes; nothing here reads markup.
 * @param {string} tag
 * @param {Record<string, any> | null} [props] attributes; `on…` are listeners, `class` is the class
 * @param {...any} children nodes, words, lists of them; nothing for null and false
 * @returns {any}
 */
export function el(tag, props, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name === 'value') /** @type {any} */ (made).value = value;
    else made.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat(4)) {
    if (child === null || child === undefined || child === false) continue;
    made.append(child instanceof Node ? child : String(child));
  }
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/**
 * A drawing of a few paths, for people who see it only.
 * @param {[number, number, number, number]} box
 * @param {number} width
 * @param {number} height
 * @param {Record<string, string | number>[]} paths
 */
export function drawing(box, width, height, paths) {
  const svg = document.createElementNS(SVG, 'svg');
  const set = (/** @type {Element} */ on, /** @type {Record<string, string | number>} */ all) =>
    Object.entries(all).forEach(([name, value]) => on.setAttribute(name, String(value)));
  set(svg, { viewBox: box.join(' '), width, height, 'aria-hidden': 'true', focusable: 'false' });
  for (const path of paths) {
    const made = document.createElementNS(SVG, 'path');
    set(made, path);
    svg.append(made);
  }
  return svg;
}

/** A name or quotation from a text: its direction marks reach no further than itself. */
export function said(/** @type {string} */ text, tag = 'bdi') {
  return el(tag, null, text);
}

/**
 * Asks the server.
 * @param {string} path
 * @param {Record<string, string | number | boolean | string[] | undefined | null>} [query]
 */
export async function ask(path, query) {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (Array.isArray(value)) value.forEach((one) => pairs.append(name, one));
    else if (value !== undefined && value !== null && value !== '') pairs.append(name, String(value));
  }
  const words = pairs.toString();
  return answer(await fetch(`/api/${path}${words ? `?${words}` : ''}`));
}

/**
 * @param {string} path
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 */
export async function post(path, body, headers) {
  const sent = { 'content-type': 'application/json', ...headers };
  return fetch(`/api/${path}`, { method: 'POST', headers: sent, body: JSON.stringify(body) });
}

/** @param {Response} response */
export async function answer(response) {
  const told = await response.json().catch(() => null);
  if (response.ok) return told;
  const error = new Error(told?.error ?? `the server answered ${response.status}`);
  Object.assign(error, { status: response.status, candidates: told?.candidates });
  throw error;
}

/** Says something to a screen reader. */
export function announce(/** @type {string} */ words) {
  by('live').textContent = words;
}

/** @param {() => void} act @param {number} wait */
export function later(act, wait) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(act, wait);
  };
}

/** @param {number} n @param {string} one @param {string} [many] */
export function count(n, one, many) {
  return `${n.toLocaleString('en')} ${n === 1 ? one : (many ?? `${one}s`)}`;
}

/** Words of a type as they stand in data: `party_to`. */
export function plain(/** @type {string} */ type) {
  return type === 'igo' ? 'bloc of states' : type.replaceAll('_', ' ');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2024-07-28` as `28 Jul 2024`; an interval with its words. @param {string | null | undefined} edtf @returns {string} */
export function day(edtf) {
  if (!edtf) return '';
  const [from, to] = edtf.split('/');
  if (to !== undefined) {
    if (to === '..' || to === '') return `since ${day(from)}`;
    if (from === '..' || from === '') return `until ${day(to)}`;
    return `${day(from)} – ${day(to)}`;
  }
  const about = /[~?%]$/.test(edtf) ? 'about ' : '';
  const [year, month, date] = edtf.replace(/[~?%]$/, '').split('-');
  const name = MONTHS[Number(month) - 1];
  return about + [date && name ? Number(date) : '', name ?? month ?? '', year].filter(Boolean).join(' ');
}

/** What a kind of claim is called beside a fact. @type {Record<string, string>} */
export const CLAIMS = {
  actual: 'stated as fact',
  reported: 'reported claim',
  future: 'planned or urged',
  hypothetical: 'hypothetical',
  negated: 'denied or ended',
};

/** @type {About} */
let known;

/** What the server told at the start. @param {About} [told] */
export function about(told) {
  if (told) known = told;
  return known;
}

/** @param {number} at @returns {Info | undefined} */
export function documentAt(at) {
  return known.documents[at];
}

export function dark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

/** @returns {Colours} */
export function colours() {
  return known.key.themes[dark() ? 'dark' : 'light'];
}

/** The little outline that stands for a sort of thing. @param {string | undefined} name */
export function mark(name) {
  const found = known.key.classes.find((c) => c.class === name);
  const box = el('span', { class: 'mark' });
  if (!found) return box;
  const slot = found.class.replaceAll(' ', '-');
  box.style.setProperty('--fill', `var(--${slot}-fill)`);
  box.style.setProperty('--line', `var(--${slot}-line)`);
  const place = found.kind === 'place';
  const paths = [{ d: found.shape, class: place ? 'fill' : 'both' }];
  if (found.inner) paths.push({ d: found.inner, class: place ? 'solid' : 'line' });
  box.append(drawing([-17, -11, 34, 22], 27, 17, paths));
  return box;
}

/** Makes the colours of both themes known to the style sheet. */
export function paintTheme() {
  const root = document.documentElement.style;
  const now = colours();
  for (const [name, [fill, line]] of Object.entries(now.classes)) {
    root.setProperty(`--${name.replaceAll(' ', '-')}-fill`, fill);
    root.setProperty(`--${name.replaceAll(' ', '-')}-line`, line);
  }
  for (const [name, colour] of Object.entries(now.tones)) root.setProperty(`--tone-${name}`, colour);
  root.setProperty('--negated', now.negated);
}

/** Whatever went wrong, in words on the page. @param {unknown} error */
export function trouble(error) {
  const words = error instanceof Error ? error.message : String(error);
  announce(words);
  return el('p', { class: 'trouble', role: 'alert' }, words);
}
