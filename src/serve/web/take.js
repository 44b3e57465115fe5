// @ts-check
// How is the view taken away?

import { board } from './board.js';
import { conditions } from './filter.js';
import { address } from './link.js';
import { showing } from './panel.js';
import { about, announce, by, count, dark, el, post } from './tools.js';

/** The menu of what can be taken. */
export function takeMenu() {
  const list = el('div', { class: 'menu-list', role: 'menu', 'aria-label': 'Share', hidden: true },
    item('Link to this view', copyLink), item('Picture as SVG', () => save('view.svg', 'chancery.svg')),
    item('Picture as PNG', () => save('view.png', 'chancery.png')), item('Graph as JSON', () => save('view.json', 'chancery.json')),
    item('Answer as Markdown', markdown));
  const head = el('button', { type: 'button', class: 'quiet', 'aria-haspopup': 'menu', 'aria-expanded': 'false', id: 'take-open', onclick: () => toggle(list.hidden) }, 'Share');
  const toggle = (/** @type {boolean} */ open) => {
    list.hidden = !open;
    head.setAttribute('aria-expanded', String(open));
    if (open) list.querySelector('button')?.focus();
  };
  by('take').replaceChildren(head, list);
  by('take').addEventListener('keydown', (event) => {
    const all = [...list.querySelectorAll('button')];
    const at = all.indexOf(/** @type {any} */ (document.activeElement));
    if (event.key === 'Escape' && !list.hidden) { toggle(false); head.focus(); event.stopPropagation(); }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      all[(at + (event.key === 'ArrowDown' ? 1 : all.length - 1)) % all.length]?.focus();
    }
  });
  document.addEventListener('click', (event) => {
    if (!by('take').contains(/** @type {Node} */ (event.target))) toggle(false);
  });
  list.addEventListener('click', () => toggle(false));
}

/** @param {string} words @param {() => void} act */
function item(words, act) {
  return el('button', { type: 'button', role: 'menuitem', onclick: act }, words);
}

/** @param {string} path @param {string} name */
async function save(path, name) {
  const nodes = board.nodes.filter((n) => board.seen.has(n.id));
  const facts = board.lines.flatMap((l) => l.edges.map((e) => e.key));
  const title = showing.kind === 'links' || showing.kind === 'thing'
    ? nodes.filter((n) => showing.ids.includes(n.id)).map((n) => n.name).join(' and ') : 'Who is linked to what';
  const said = Object.keys(conditions()).length ? `${about().name}, filtered` : about().name;
  const response = await post(path, { nodes: nodes.map((n) => ({ id: n.id, x: n.x, y: n.y })), facts, dark: dark(), title: title || 'A part of the graph', notes: said });
  if (!response.ok) return announce((await response.json().catch(() => null))?.error ?? 'The file could not be made.');
  download(await response.blob(), name);
  announce(`${name}: ${count(nodes.length, 'thing')}, ${count(facts.length, 'fact')}.`);
}

/** @param {Blob} blob @param {string} name */
function download(blob, name) {
  const url = URL.createObjectURL(blob);
  el('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function markdown() {
  const of = showing.kind === 'links' || showing.kind === 'thing' ? showing.ids : board.selected ? [board.selected] : [];
  if (!of.length) return announce('Pick a thing, or two, to take an answer away.');
  el('a', { href: `/api/briefing.md?${of.map((id) => `of=${encodeURIComponent(id)}`).join('&')}`, download: 'briefing.md' }).click();
}

async function copyLink() {
  const url = await address();
  history.replaceState(null, '', url);
  try {
    await navigator.clipboard.writeText(url);
    announce('The link is copied.');
    flash('Link copied');
  } catch {
    announce('The link is in the address bar.');
    flash('The link is in the address bar');
  }
}

/** @param {string} words */
function flash(words) {
  const note = el('p', { class: 'flash' }, words);
  document.body.append(note);
  setTimeout(() => note.remove(), 2200);
}
