// @ts-check
// How do the parts of the page work together?

import { article } from './article.js';
import { beforeMove, board, bring, canUndo, changed, collapse, drop, expand, focus, hidden, light, nodeOf, onBoard, overview, pin, restoreNodes, seenNear, select, tidy, undo, unseen } from './board.js';
import { after, keepToken } from './correct.js';
import { go as follow } from './facts.js';
import { drawLegend, onFilter, parameters, restore, tight } from './filter.js';
import { keep, read, view } from './link.js';
import { camera, fit, over, paintSoon, pan, place, refit, resize, tipOf, toScreen, under, zoom } from './paint.js';
import { closePanel, facts, go, links, onPanel, reopen, start, thing } from './panel.js';
import { searchBox } from './search.js';
import { takeMenu } from './take.js';
import { timeBar } from './time.js';
import { CLAIMS, about, announce, ask, by, count, dark, day, drawing, el, paintTheme, plain, said, trouble } from './tools.js';
import { drawView, setQuery } from './views.js';

const canvas = by('canvas');
const VIEWS = [['map', 'Map'], ['timeline', 'Timeline'], ['overlap', 'Overlap'], ['conflicts', 'Conflicts'], ['trace', 'Trace']];

/** @param {unknown} error */
const say = (error) => by('notes').replaceChildren(trouble(error));

/** Picks a thing: tells of it and opens what is around it. @param {string} id @param {boolean} [open] */
async function pick(id, open = true) {
  light(null);
  board.picked = [];
  select(id);
  void thing(id);
  const node = nodeOf(id);
  if (open && node && !board.opened.has(id) && unseen(node)) {
    await expand(id).then(() => thing(id)).catch(say);
  }
}

/** Picks a thing to be linked with another. @param {string} id */
function pickToo(id) {
  const other = board.picked.find((p) => p !== id) ?? (board.selected !== id ? board.selected : null);
  board.picked = other ? [other, id] : [id];
  changed('select');
  if (other) void links([other, id]);
  else announce(`${nodeOf(id)?.name} picked; pick another to see what links them.`);
}

follow.thing = async (id) => {
  if (view.name !== 'map' && !matchMedia('(max-width: 760px)').matches) return void thing(id);
  await showMap();
  if (nodeOf(id)) await pick(id, false);
  else await bring([id]).then(() => pick(id, false)).catch(say);
};
follow.quote = (quote) => void article(quote.document, quote.start, quote);
go.article = (id, at) => void article(id, at);
// Whoever has opened nothing yet has no picture to keep.
go.links = (ids) => void showMap().then(() => links(ids, board.opened.size === 0));
after.corrected = async (id) => {
  about(await ask('about'));
  drawLegend();
  if (!id) return reopen(panelNow());
  // What was split, merged or given another type may be another thing now.
  const there = await ask('thing', { id }).catch(() => null);
  if (!there) return start();
  if (board.selected !== id && nodeOf(id)) select(id);
  await thing(id);
};

/** What the panel shows after a correction of a fact: the thing it was told of. */
function panelNow() {
  return board.selected ? { kind: 'thing', ids: [board.selected] } : { kind: 'start', ids: [] };
}

/** @param {string} name */
async function showView(name) {
  view.name = name;
  for (const tab of by('tabs').querySelectorAll('button')) {
    tab.setAttribute('aria-current', tab.dataset.view === name ? 'page' : 'false');
  }
  const map = name === 'map';
  by('map').hidden = !map;
  by('view').hidden = map;
  if (map) {
    resize();
    keep();
    return;
  }
  const chosen = (board.picked.length ? board.picked : board.selected ? [board.selected] : []).flatMap((id) => nodeOf(id) ?? []);
  if (innerWidth <= 760) document.body.classList.remove('panel-up');
  if (chosen.length && name === 'overlap' && !view.query.hub?.length) {
    const [hub, ...partners] = chosen.map(({ id, name: words }) => ({ id, name: words }));
    return setQuery({ hub: [hub], with: view.query.with ?? partners });
  }
  if (chosen.length && !view.query.of?.length && (name === 'timeline' || name === 'trace')) {
    return setQuery({ of: chosen.map(({ id, name: words }) => ({ id, name: words })) });
  }
  await drawView();
}

const showMap = () => showView('map');

function tabs() {
  by('tabs').replaceChildren(...VIEWS.map(([name, words]) => el('button', {
    type: 'button', 'data-view': name, 'aria-current': name === view.name ? 'page' : 'false', onclick: () => showView(name),
  }, words)));
}

/** @param {string} words @param {string} d @param {() => void} act @param {Record<string, any>} [more] */
function tool(words, d, act, more) {
  return el('button', { type: 'button', class: 'quiet icon-button', 'aria-label': words, title: words, onclick: act, ...more },
    drawing([0, 0, 16, 16], 17, 17, [{ d, class: 'glyph' }]));
}

function toolbar() {
  const wide = (/** @type {number} */ n) => () => overview(n).then(() => start()).catch(say);
  by('tools').replaceChildren(
    tool('Undo (U)', 'M3.500 6.500h6a3.500 3.500 0 0 1 0 7H6M3.500 6.500l3-3M3.500 6.500l3 3', undo, { id: 'undo' }),
    tool('Zoom in (+)', 'M8 3.500v9M3.500 8h9', () => zoom(1.35)),
    tool('Zoom out (-)', 'M3.500 8h9', () => zoom(1 / 1.35)),
    tool('Show all (0)', 'M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10', () => fit()),
    tool('Tidy: lay out anew, but for what is pinned', 'M3 4h4v3H3zM9.500 9H13v3H9.500zM7 5.500h4.200V9', () => tidy().catch(say)),
    tool('Start over: the best connected', 'M2.500 7.500 8 3l5.500 4.500M4 6.800V13h8V6.800', wide(60)));
}

/** What the picture does not show, and what would show more. */
function drawNotes() {
  const gone = hidden();
  const more = [];
  const total = about().stats.nodes;
  const most = Math.min(about().most_nodes, total);
  const shown = board.seen.size;
  more.push(el('span', { class: 'note-figure' }, `${count(shown, 'thing')}, ${count(board.facts, 'fact')}`));
  if (gone.things || gone.facts) more.push(el('span', null, ` · filters hide ${count(gone.things, 'thing')} and ${count(gone.facts, 'fact')}`));
  if (!board.opened.size && board.nodes.length < total && board.nodes.length >= board.most && !board.picked.length) {
    const next = [300, 1000, 2000].find((n) => n > board.nodes.length && n < most);
    const steps = [next, most > board.nodes.length ? most : 0].filter((n, i, all) => n && all.indexOf(n) === i);
    more.push(el('span', null, ` · the best connected of ${total.toLocaleString('en')}${steps.length ? ' ' : ''}`), steps.map((n) => el('button', { type: 'button', class: 'quiet small', onclick: () => { by('notes').replaceChildren(el('span', null, 'Laying out …')); void overview(n).catch(say); } }, n === total ? `All ${n}` : `Show ${n?.toLocaleString('en')}`)));
    if (total > about().most_nodes && board.nodes.length >= about().most_nodes) more.push(el('span', null, `: more than ${about().most_nodes.toLocaleString('en')} would not move smoothly. Search for the rest.`));
  }
  const told = board.notes.filter((n) => board.opened.size || board.nodes.length < board.most || !/best connected|without links/.test(n)).slice(0, 2);
  by('notes').replaceChildren(el('p', null, more.flat()), ...told.map((n) => el('p', { class: 'soft' }, said(n.replace(/\d{5,}/g, (figure) => Number(figure).toLocaleString('en'))))));
  const undoer = by('undo');
  undoer.toggleAttribute('disabled', !canUndo());
  by('filters-open').textContent = tight() ? `Filters (${tight()})` : 'Filters';
}

/** @param {number} x @param {number} y */
function showTip(x, y) {
  const tip = by('tip');
  const { node, line } = over;
  if (!node && !line) {
    tip.hidden = true;
    return;
  }
  const rows = node
    ? [el('strong', null, said(node.name)), el('span', null, tipOf(node))]
    : line ? [el('strong', null, said(line.a.name), ' – ', said(line.b.name)),
      ...line.edges.slice(0, 6).map((e) => el('span', null, [plain(e.type), day(e.date), CLAIMS[e.factuality], count(e.documents.length, 'article')].filter(Boolean).join(' · '))),
      line.edges.length > 6 ? el('span', null, `and ${line.edges.length - 6} more`) : null] : [];
  tip.replaceChildren(...rows.filter((r) => r !== null));
  tip.hidden = false;
  const box = by('map').getBoundingClientRect();
  tip.style.left = `${Math.max(8, Math.min(x + 14, box.width - tip.offsetWidth - 8))}px`;
  tip.style.top = `${y + 18 + tip.offsetHeight > box.height ? y - tip.offsetHeight - 12 : y + 18}px`;
}

function pointers() {
  /** @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  /** @type {{x: number, y: number, node: any, moved: boolean, shift: boolean} | null} */
  let drag = null;
  const spot = (/** @type {PointerEvent | WheelEvent} */ e) => {
    const box = canvas.getBoundingClientRect();
    return { x: e.clientX - box.left, y: e.clientY - box.top };
  };
  canvas.addEventListener('pointerdown', (e) => {
    const p = spot(e);
    down.set(e.pointerId, p);
    canvas.setPointerCapture(e.pointerId);
    by('tip').hidden = true;
    drag = down.size === 1 ? { ...p, node: under(p.x, p.y).node, moved: false, shift: e.shiftKey } : null;
  });
  canvas.addEventListener('pointermove', (e) => {
    const p = spot(e);
    const before = down.get(e.pointerId);
    if (before && down.size === 2) {
      const [a, b] = [...down.values()];
      const apart = Math.hypot(a.x - b.x, a.y - b.y);
      down.set(e.pointerId, p);
      const [c, d] = [...down.values()];
      zoom(Math.hypot(c.x - d.x, c.y - d.y) / (apart || 1), (c.x + d.x) / 2, (c.y + d.y) / 2);
      return;
    }
    if (before && drag) {
      if (!drag.moved && Math.hypot(p.x - drag.x, p.y - drag.y) < 4) return;
      if (!drag.moved && drag.node) beforeMove();
      drag.moved = true;
      const [dx, dy] = [(p.x - before.x) / camera.k, (p.y - before.y) / camera.k];
      if (drag.node) {
        drag.node.x += dx;
        drag.node.y += dy;
      } else {
        pan(dx, dy);
      }
      down.set(e.pointerId, p);
      return paintSoon();
    }
    if (e.pointerType === 'touch') return;
    const found = under(p.x, p.y);
    if (found.node !== over.node || found.line !== over.line) {
      Object.assign(over, found);
      canvas.style.cursor = found.node || found.line ? 'pointer' : 'grab';
      paintSoon();
    }
    showTip(p.x, p.y);
  });
  const up = (/** @type {PointerEvent} */ e) => {
    down.delete(e.pointerId);
    if (!drag) return;
    const { node, moved, shift, x, y } = drag;
    drag = null;
    if (moved) {
      if (node && !board.pinned.has(node.id)) pin(node.id);
      return keep();
    }
    if (e.type === 'pointercancel') return;
    const line = node ? null : under(x, y).line;
    if (node && shift) pickToo(node.id);
    else if (node) void pick(node.id);
    else if (line) void facts(line.edges.map((edge) => edge.key));
    else closePanel();
  };
  canvas.addEventListener('pointerup', up);
  canvas.addEventListener('pointercancel', up);
  canvas.addEventListener('pointerleave', () => {
    Object.assign(over, { node: null, line: null });
    by('tip').hidden = true;
    paintSoon();
  });
  canvas.addEventListener('wheel', (e) => {
    e.preventDefault();
    const p = spot(e);
    zoom(Math.exp(-e.deltaY * (e.ctrlKey ? 0.01 : 0.0016)), p.x, p.y);
    keep();
  }, { passive: false });
}

/** The thing that lies most in a direction from the selected one. @param {string} key */
function neighbourTowards(key) {
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key] ?? [0, 0];
  const now = board.selected ? nodeOf(board.selected) : null;
  const seen = board.nodes.filter((n) => board.seen.has(n.id));
  if (!now) return seen.sort((a, b) => b.font - a.font)[0];
  let best = null;
  let least = Infinity;
  const near = new Set(seenNear(now.id));
  for (const n of seen) {
    if (n === now) continue;
    const [dx, dy] = [n.x - now.x, n.y - now.y];
    const along = dx * way[0] + dy * way[1];
    const across = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
    if (along <= 0) continue;
    const cost = (along + across * 2.5) * (near.has(n) ? 0.5 : 1);
    if (cost < least) [best, least] = [n, cost];
  }
  return best;
}

/** @param {KeyboardEvent} e */
function canvasKey(e) {
  if (e.ctrlKey || e.metaKey || e.altKey) {
    if (e.key === 'z') { e.preventDefault(); undo(); }
    return;
  }
  const id = board.selected;
  if (e.key.startsWith('Arrow')) {
    e.preventDefault();
    const next = neighbourTowards(e.key);
    if (!next) return;
    select(next.id);
    const [x, y] = toScreen(next.x, next.y);
    const box = canvas.getBoundingClientRect();
    if (x < 60 || y < 60 || x > box.width - 60 || y > box.height - 90) place(next.x, next.y, camera.k);
    paintSoon();
    announce(`${next.name}, ${next.class}, ${count(seenNear(next.id).length, 'link')}`);
    return;
  }
  const acts = /** @type {Record<string, () => unknown>} */ ({
    '+': () => zoom(1.25), '=': () => zoom(1.25), '-': () => zoom(0.8), 0: () => fit(), u: undo,
    p: () => id && pin(id), c: () => id && collapse(id), Delete: () => id && drop([id]),
    Enter: () => id && (e.shiftKey ? pickToo(id) : pick(id)),
  });
  const act = acts[e.key.length === 1 ? e.key.toLowerCase() : e.key];
  if (act) {
    e.preventDefault();
    act();
  }
}

function keys() {
  canvas.addEventListener('keydown', canvasKey);
  canvas.addEventListener('focus', () => { if (!board.selected) announce('Arrow keys go from thing to thing.'); });
  document.addEventListener('keydown', (e) => {
    const typing = e.target instanceof HTMLInputElement || e.target instanceof HTMLTextAreaElement;
    if (e.key === '/' && !typing) {
      e.preventDefault();
      by('query').focus();
    } else if (e.key === 'Escape' && !typing) {
      if (document.body.classList.contains('filters-open')) document.body.classList.remove('filters-open');
      else closePanel();
    }
  });
}

function theme() {
  const kept = localStorage.getItem('chancery-theme');
  if (kept) document.documentElement.dataset.theme = kept;
  const button = by('theme');
  const draw = () => button.replaceChildren(drawing([0, 0, 16, 16], 17, 17, [dark()
    ? { d: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1.500v1.500M8 13v1.500M1.500 8H3M13 8h1.500M3.400 3.400l1 1M11.600 11.600l1 1M3.400 12.600l1-1M11.600 4.400l1-1', class: 'glyph' }
    : { d: 'M13 9.500A5.500 5.500 0 0 1 6.500 3a5.500 5.500 0 1 0 6.500 6.500z', class: 'glyph' }]));
  button.addEventListener('click', () => {
    const next = dark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    localStorage.setItem('chancery-theme', next);
    draw();
    paintTheme();
    paintSoon();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { draw(); paintTheme(); });
  draw();
}

/** @param {import('./link.js').Saved} told */
async function reopenView(told) {
  restore(told.f);
  await restoreNodes(told.n.map(([id, x, y]) => ({ id, x, y })), told.n.filter((n) => n[3]).map((n) => n[0]));
  place(Number(told.c[0]), Number(told.c[1]), Number(told.c[2]));
  board.picked = (told.k ?? []).filter((id) => nodeOf(id));
  view.query = told.q ?? {};
  if (told.s && nodeOf(told.s)) select(told.s);
  await reopen(told.p ?? { kind: 'start', ids: [] });
  place(Number(told.c[0]), Number(told.c[1]), Number(told.c[2]));
  await showView(VIEWS.some(([name]) => name === told.v) ? told.v : 'map');
  paintSoon();
}

async function begin() {
  const token = /^#token=([0-9a-f]+)$/.exec(location.hash);
  if (token) {
    keepToken(token[1]);
    history.replaceState(null, '', location.pathname);
  }
  theme();
  // The picture is laid out while the rest of the page is made.
  const coming = location.hash.length > 1 ? undefined : ask('picture', { most: 60 });
  coming?.catch(() => {});
  about(await ask('about'));
  document.title = `${about().name} · Chancery`;
  paintTheme();
  tabs();
  toolbar();
  takeMenu();
  drawLegend();
  timeBar();
  searchBox({
    thing: async (id) => {
      await showMap();
      await focus(id).then(() => thing(id)).catch(say);
      canvas.focus({ preventScroll: true });
    },
    sentence: (s) => void article(s.document, s.start, s),
  });
  pointers();
  keys();
  by('filters-open').addEventListener('click', () => {
    const open = document.body.classList.toggle('filters-open');
    by('filters-open').setAttribute('aria-expanded', String(open));
  });
  onBoard((why) => {
    if (why === 'glow') return;
    drawNotes();
    keep();
  });
  onPanel(() => {
    if (innerWidth <= 760) refit();
    keep();
  });
  onFilter(() => {
    drawLegend();
    keep();
  });
  // The answers in the panel and the views follow the filters too, once they rest.
  let waiting = 0;
  onFilter(() => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      if (view.name !== 'map') void drawView();
      else if (board.selected && document.body.classList.contains('panel-up') && !by('panel').classList.contains('reading')) void refreshPanel();
    }, 500);
  });
  const told = await read(location.hash);
  if (told) await reopenView(told).catch(say);
  else {
    start();
    await overview(60, coming).catch(say);
  }
  window.addEventListener('hashchange', async () => {
    const next = await read(location.hash);
    if (next) await reopenView(next).catch(say);
  });
  document.body.dataset.ready = 'yes';
}

let asked = '';

/** Tells of the selected thing anew where the conditions have changed. */
async function refreshPanel() {
  const now = JSON.stringify(parameters());
  if (now === asked || !board.selected) return;
  asked = now;
  await thing(board.selected);
}

begin().catch((error) => by('panel').replaceChildren(trouble(error)));
