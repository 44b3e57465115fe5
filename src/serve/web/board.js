// @ts-check
// What is on the picture, and how did it come there?

import { admits, admitsNode, onFilter } from './filter.js';
import { about, announce, answer, ask, count, post } from './tools.js';

/** @typedef {import('./tools.js').Picture} Picture */
/** @typedef {import('./tools.js').Drawn} Drawn */
/** @typedef {import('./tools.js').Joined} Joined */

/**
 * All facts between two things that may be seen, as one line.
 * @typedef {{a: Drawn, b: Drawn, edges: Joined[], tone: string, factuality: string, toA: boolean, toB: boolean}} Line
 */

export const board = {
  /** @type {Drawn[]} */ nodes: [],
  /** @type {Joined[]} */ edges: [],
  /** @type {Set<string>} */ pinned: new Set(),
  /** @type {Set<string>} */ opened: new Set(),
  /** @type {string | null} */ selected: null,
  /** Things picked to be linked. @type {string[]} */ picked: [],
  /** Facts and things an answer is about; the rest is dimmed. @type {{nodes: Set<string>, edges: Set<string>} | null} */ lit: null,
  /** What moving over a text or a list lights for a moment. @type {{nodes: Set<string>, edges: Set<string>} | null} */ glow: null,
  /** @type {string[]} */ notes: [],
  // What the filters let through.
  /** @type {Set<string>} */ seen: new Set(),
  /** @type {Line[]} */ lines: [],
  /** Facts that may be seen. */ facts: 0,
  /** How many of the best connected were asked for. */ most: 0,
};

/** @type {Map<string, Drawn>} */
let byId = new Map();
/** @typedef {{nodes: Drawn[], edges: Joined[], pinned: string[], opened: string[], selected: string | null, notes: string[], places: [number, number][]}} Past */
/** @type {Past[]} */
const past = [];
/** @type {((why: string) => void)[]} */
const listeners = [];
const ORDER = ['actual', 'reported', 'future', 'hypothetical', 'negated'];
const TONES = ['structure', 'friendly', 'hostile'];

/** @param {(why: string) => void} act */
export function onBoard(act) {
  listeners.push(act);
}

/** @param {string} why */
export function changed(why) {
  listeners.forEach((act) => act(why));
}

/** @param {string} id */
export function nodeOf(id) {
  return byId.get(id);
}

/** @param {Joined} edge @returns {[Drawn, Drawn]} */
export function endsOf(edge) {
  return [board.nodes[edge.a], board.nodes[edge.b]];
}

onFilter(() => sift('filter'));

/** Works out what the filters let through. @param {string} why */
export function sift(why) {
  /** @type {Map<string, Line>} */
  const lines = new Map();
  const may = new Set(board.nodes.filter((n) => admitsNode(n, asked(n.id))).map((n) => n.id));
  const joined = new Set();
  const linked = new Set();
  board.facts = 0;
  for (const edge of board.edges) {
    const [a, b] = endsOf(edge);
    linked.add(a.id).add(b.id);
    if (a === b || !may.has(a.id) || !may.has(b.id) || !admits(edge)) continue;
    board.facts += 1;
    joined.add(a.id).add(b.id);
    const [low, high] = edge.a < edge.b ? [a, b] : [b, a];
    const slot = `${low.id}\n${high.id}`;
    const line = lines.get(slot) ?? { a: low, b: high, edges: [], tone: '', factuality: '', toA: false, toB: false };
    line.edges.push(edge);
    if (!edge.symmetric) line[b === low ? 'toA' : 'toB'] = true;
    lines.set(slot, line);
  }
  for (const line of lines.values()) {
    const tally = TONES.map((t) => line.edges.filter((e) => e.tone === t).length);
    line.tone = TONES[tally.lastIndexOf(Math.max(...tally))];
    line.factuality = ORDER.find((f) => line.edges.some((e) => e.factuality === f)) ?? 'actual';
  }
  board.lines = [...lines.values()];
  // A thing goes with the last of its facts, unless it had none to begin with or is asked about.
  board.seen = new Set([...may].filter((id) => joined.has(id) || !linked.has(id) || asked(id)));
  changed(why);
}

/** @param {string} id */
function asked(id) {
  return board.selected === id || board.picked.includes(id);
}

function remember() {
  past.push({
    nodes: board.nodes, edges: board.edges, pinned: [...board.pinned], opened: [...board.opened],
    selected: board.selected, notes: board.notes, places: board.nodes.map((n) => [n.x, n.y]),
  });
  if (past.length > 60) past.shift();
}

/** Back to how it was before the last change. */
export function undo() {
  const last = past.pop();
  if (!last) return announce('There is nothing to undo.');
  last.nodes.forEach((node, i) => { [node.x, node.y] = last.places[i]; });
  Object.assign(board, { nodes: last.nodes, edges: last.edges, selected: last.selected, notes: last.notes, lit: null });
  board.pinned = new Set(last.pinned);
  board.opened = new Set(last.opened);
  byId = new Map(board.nodes.map((n) => [n.id, n]));
  sift('undo');
  announce('Undone.');
}

export function canUndo() {
  return past.length > 0;
}

/** @param {Picture} picture @param {string} why */
function show(picture, why) {
  board.nodes = picture.nodes;
  board.edges = picture.edges;
  board.notes = picture.notes;
  byId = new Map(picture.nodes.map((n) => [n.id, n]));
  board.pinned = new Set([...board.pinned].filter((id) => byId.has(id)));
  board.opened = new Set([...board.opened].filter((id) => byId.has(id)));
  if (board.selected && !byId.has(board.selected)) board.selected = null;
  board.picked = board.picked.filter((id) => byId.has(id));
  sift(why);
}

/** @param {{id: string, x?: number, y?: number}[]} nodes @param {{open?: string[], most?: number}} more @returns {Promise<Picture>} */
async function fetched(nodes, more) {
  return answer(await post('picture', { nodes, ...more }));
}

const place = (/** @type {Drawn} */ n) => ({ id: n.id, x: n.x, y: n.y });

/** The best-connected part of everything. @param {number} [most] @param {Promise<Picture>} [coming] where it was asked for already */
export async function overview(most, coming) {
  const picture = await (coming ?? ask('picture', { most }));
  board.most = most ?? picture.nodes.length;
  if (board.nodes.length) remember();
  Object.assign(board, { selected: null, lit: null, picked: [] });
  board.pinned.clear();
  board.opened.clear();
  show(picture, 'fresh');
}

/** One thing and what is around it, alone. @param {string} id */
export async function focus(id) {
  const picture = await fetched([], { open: [id], most: 30 });
  if (board.nodes.length) remember();
  board.pinned.clear();
  board.opened = new Set([id]);
  Object.assign(board, { selected: id, lit: null, picked: [] });
  show(picture, 'fresh');
}

/** Brings things onto the picture; what is there stays put. @param {string[]} ids @param {boolean} [alone] */
export async function bring(ids, alone) {
  const here = alone ? [] : board.nodes.map(place);
  const missing = ids.filter((id) => alone || !byId.has(id));
  if (!missing.length) return;
  const picture = await fetched([...here, ...missing.map((id) => ({ id }))], {});
  if (board.nodes.length) remember();
  if (alone) {
    board.pinned.clear();
    board.opened.clear();
  }
  show(picture, alone ? 'fresh' : 'grown');
}

/** Opens the neighbours of a thing on the picture. @param {string} id @param {number} [most] */
export async function expand(id, most) {
  const before = board.nodes.length;
  const picture = await fetched(board.nodes.map(place), { open: [id], most: most ?? 20 });
  remember();
  board.opened.add(id);
  show(picture, 'grown');
  const more = board.nodes.length - before;
  announce(`${nodeOf(id)?.name}: ${more ? count(more, 'neighbour') + ' opened' : 'all its neighbours are here'}.`);
}

/** Takes away what hangs on this thing alone. @param {string} id */
export async function collapse(id) {
  const near = new Map(board.nodes.map((n) => [n.id, new Set()]));
  for (const edge of board.edges) {
    const [a, b] = endsOf(edge);
    near.get(a.id)?.add(b.id);
    near.get(b.id)?.add(a.id);
  }
  const leaf = (/** @type {string} */ other) => other !== id && near.get(other)?.size === 1 && !board.pinned.has(other);
  const gone = [...(near.get(id) ?? [])].filter(leaf);
  drop(gone);
  board.opened.delete(id);
  announce(`${count(gone.length, 'neighbour')} collapsed.`);
}

/** Takes things off the picture. @param {string[]} ids */
export function drop(ids) {
  if (!ids.length) return;
  remember();
  const gone = new Set(ids);
  const nodes = board.nodes.filter((n) => !gone.has(n.id));
  const place = new Map(nodes.map((n, i) => [n.id, i]));
  const edges = [];
  for (const edge of board.edges) {
    const [a, b] = endsOf(edge);
    const [i, j] = [place.get(a.id), place.get(b.id)];
    if (i !== undefined && j !== undefined) edges.push({ ...edge, a: i, b: j });
  }
  show({ nodes, edges, notes: board.notes }, 'shrunk');
}

/** Lays everything out anew, but for what is pinned. */
export async function tidy() {
  const nodes = board.nodes.map((n) => (board.pinned.has(n.id) ? place(n) : { id: n.id }));
  const picture = await fetched(nodes, {});
  remember();
  show(picture, board.pinned.size ? 'grown' : 'fresh');
}

/** The same things as the store has them now. */
export async function refresh() {
  if (!board.nodes.length) return;
  show(await fetched(board.nodes.map(place), {}), 'grown');
}

/** A view from a link. @param {{id: string, x: number, y: number}[]} nodes @param {string[]} pinned */
export async function restoreNodes(nodes, pinned) {
  const picture = await fetched(nodes, {});
  if (board.nodes.length) remember();
  board.pinned = new Set(pinned);
  show(picture, 'restored');
}

/** @param {string} id */
export function pin(id) {
  if (board.pinned.has(id)) board.pinned.delete(id);
  else board.pinned.add(id);
  announce(`${nodeOf(id)?.name} ${board.pinned.has(id) ? 'pinned' : 'no longer pinned'}.`);
  changed('pin');
}

/** Keeps the places before a thing is dragged. */
export function beforeMove() {
  remember();
}

/** @param {string | null} id */
export function select(id) {
  board.selected = id;
  sift('select');
}

/** @param {{nodes: Iterable<string>, edges: Iterable<string>} | null} what */
export function light(what) {
  board.lit = what && { nodes: new Set(what.nodes), edges: new Set(what.edges) };
  changed('light');
}

/** @param {{nodes?: string[], edges?: string[]} | null} what */
export function glow(what) {
  board.glow = what && { nodes: new Set(what.nodes ?? []), edges: new Set(what.edges ?? []) };
  changed('glow');
}

/** How many neighbours a thing has that are not on the picture. @param {Drawn} node */
export function unseen(node) {
  return Math.max(0, node.neighbours - (nearby().get(node.id)?.size ?? 0));
}

/** @type {[Joined[], Map<string, Set<string>>]} */
let nearCache = [[], new Map()];

function nearby() {
  if (nearCache[0] === board.edges) return nearCache[1];
  /** @type {Map<string, Set<string>>} */
  const near = new Map();
  for (const edge of board.edges) {
    const [a, b] = endsOf(edge);
    if (a === b) continue;
    for (const [x, y] of [[a, b], [b, a]]) {
      const set = near.get(x.id) ?? new Set();
      near.set(x.id, set.add(y.id));
    }
  }
  nearCache = [board.edges, near];
  return near;
}

/** Things joined by a line that may be seen. @param {string} id @returns {Drawn[]} */
export function seenNear(id) {
  return board.lines.flatMap((l) => (l.a.id === id ? [l.b] : l.b.id === id ? [l.a] : []));
}

/** What is not shown, in words. */
export function hidden() {
  const things = board.nodes.length - board.seen.size;
  const facts = board.edges.length - board.facts;
  const { stats } = about();
  return { things, facts, of: stats.nodes };
}
