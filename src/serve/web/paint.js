// @ts-check
// How is the picture painted, and what is under the pointer?

import { board, nodeOf, onBoard, unseen } from './board.js';
import { about, by, colours, dark, day, later, plain } from './tools.js';

/** @typedef {import('./tools.js').Drawn} Drawn */
/** @typedef {import('./board.js').Line} Line */

const canvas = /** @type {HTMLCanvasElement} */ (by('canvas'));
let pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { alpha: false }));
const front = pen;
/** From so many lines on, the picture is painted on a sheet behind, larger than the window, which moves as a whole. */
const HEAVY = 900;
const SHEET = 1.6;
const back = document.createElement('canvas');
const backPen = /** @type {CanvasRenderingContext2D} */ (back.getContext('2d', { alpha: false }));
/** What is on the sheet. */
const sheet = { x: 0, y: 0, k: 0, w: 0, h: 0, dark: false, stale: true };
let moved = -1000;
const FONTS = '"Noto Sans", "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif';
const HEAD = 7.5;
/** Names smaller than this on the screen are not read; the best connected then get names of a size that is. */
const LEGIBLE = 8.2;
const CALLED = 60;
const GREAT = 24;

/** What is at the middle of the window, and how large. */
export const camera = { x: 0, y: 0, k: 1 };
/** @type {{node: Drawn | null, line: Line | null}} */
export const over = { node: null, line: null };
export const figures = { frames: 0, last: 0 };

let width = 0;
let height = 0;
let asked = 0;
/** What the window was fitted to, until somebody moves it. @type {{nodes: Drawn[] | null, closest: number} | null} */
let fitted = null;
/** @type {Map<string, Path2D>} */
const outlines = new Map();
/** Where things are while they settle. @type {Map<string, [number, number]>} */
let places = new Map();
/** @type {Map<string, [number, number]>} */
let from = new Map();
let settling = 0;

/** Space that floating parts of the page take from the picture. */
function margins() {
  const narrow = innerWidth <= 760;
  const sheet = narrow && document.body.classList.contains('panel-up') ? by('panel').offsetHeight : 0;
  const below = sheet || by('time').offsetHeight + 12;
  return { left: narrow ? 14 : 24, right: narrow ? 52 : 64, top: narrow ? 50 : 56, bottom: below + 14 };
}

/** Moves the window. @param {number} dx @param {number} dy */
export function pan(dx, dy) {
  fitted = null;
  moving();
  camera.x -= dx;
  camera.y -= dy;
  paintSoon();
}

/** Puts the window where a link says. @param {number} x @param {number} y @param {number} k */
export function place(x, y, k) {
  fitted = null;
  Object.assign(camera, { x: x || 0, y: y || 0, k: Math.min(4, Math.max(0.03, k || 1)) });
  paintSoon();
}

/** Somebody moves the window: the sheet is painted anew once it rests. */
function moving() {
  moved = performance.now();
  rest();
}

const rest = later(() => paintSoon(), 170);

export function paintSoon() {
  if (!asked) asked = requestAnimationFrame(paint);
}

/** @param {number} x @param {number} y @returns {[number, number]} */
export function toScreen(x, y) {
  return [(x - camera.x) * camera.k + width / 2, (y - camera.y) * camera.k + height / 2];
}

/** @param {number} x @param {number} y @returns {[number, number]} */
export function toSheet(x, y) {
  return [(x - width / 2) / camera.k + camera.x, (y - height / 2) / camera.k + camera.y];
}

/** @param {string} shape */
function outline(shape) {
  let path = outlines.get(shape);
  if (!path) {
    if (outlines.size > 6000) outlines.clear();
    path = new Path2D(shape);
    outlines.set(shape, path);
  }
  return path;
}

/** @param {Drawn} node @returns {[number, number]} */
function at(node) {
  return places.get(node.id) ?? [node.x, node.y];
}

/** Lets new things grow out of where they hang, unless somebody wants no motion. */
function settle() {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches || board.nodes.length > 700;
  if (still || !places.size) {
    places = new Map();
    return paintSoon();
  }
  const selected = board.selected ? from.get(board.selected) : undefined;
  for (const node of board.nodes) {
    if (!from.has(node.id)) from.set(node.id, selected ?? [node.x, node.y]);
  }
  settling = performance.now();
  paintSoon();
}

function step() {
  if (!settling) return;
  const share = Math.min(1, (performance.now() - settling) / 260);
  const ease = 1 - (1 - share) ** 3;
  places = new Map();
  for (const node of board.nodes) {
    const start = from.get(node.id);
    if (start) places.set(node.id, [start[0] + (node.x - start[0]) * ease, start[1] + (node.y - start[1]) * ease]);
  }
  if (share < 1) return paintSoon();
  settling = 0;
  places = new Map();
}

onBoard((why) => {
  if (why !== 'glow') sheet.stale = true;
  if (why === 'fresh') fit();
  if (why === 'grown' || why === 'undo') {
    settle();
    if (why === 'grown') reveal();
  }
  if (why !== 'glow' && why !== 'light') {
    from = new Map(board.nodes.map((n) => [n.id, [n.x, n.y]]));
    over.node = null;
    over.line = null;
  }
  if (!settling && (why === 'grown' || why === 'fresh')) places = new Map();
  paintSoon();
});

/** @param {Iterable<Drawn>} nodes */
function extent(nodes) {
  let [l, t, r, b] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const n of nodes) {
    [l, r] = [Math.min(l, n.x - n.w / 2), Math.max(r, n.x + n.w / 2)];
    [t, b] = [Math.min(t, n.y - n.h / 2), Math.max(b, n.y + n.h / 2)];
  }
  return { l, t, r, b };
}

/** Shows all of it, or all of these. @param {Iterable<Drawn>} [nodes] @param {number} [closest] */
export function fit(nodes, closest = 1.25) {
  const all = extent(nodes ?? board.nodes.filter((n) => board.seen.has(n.id)));
  if (!Number.isFinite(all.l) || !width) return;
  fitted = { nodes: nodes ? [...nodes] : null, closest };
  let m = margins();
  // Names stand beside the marks where the boxes are too small to hold them.
  const small = (width - 48) / Math.max(1, all.r - all.l) * 11.5 < LEGIBLE;
  if (small) m = width > 500 ? { ...m, left: 84, right: 116 } : { ...m, left: 40, right: 60 };
  const [w, h] = [width - m.left - m.right, height - m.top - m.bottom];
  camera.k = Math.max(0.03, Math.min(closest, w / Math.max(1, all.r - all.l), h / Math.max(1, all.b - all.t)));
  camera.x = (all.l + all.r) / 2 - (m.left - m.right) / 2 / camera.k;
  camera.y = (all.t + all.b) / 2 - (m.top - m.bottom) / 2 / camera.k;
  paintSoon();
}

/** Fits again what was fitted: something of the page has changed its size. */
export function refit() {
  if (fitted && board.nodes.length) fit(fitted.nodes ?? undefined, fitted.closest);
}

/** Moves the window if the selected thing and what came with it lie outside. */
function reveal() {
  const node = board.selected ? nodeOf(board.selected) : undefined;
  if (!node) return;
  const near = [node, ...board.lines.flatMap((l) => (l.a === node ? [l.b] : l.b === node ? [l.a] : []))];
  const all = extent(near);
  const [l, t] = toScreen(all.l, all.t);
  const [r, b] = toScreen(all.r, all.b);
  const m = margins();
  if (l < m.left || t < m.top || r > width - m.right || b > height - m.bottom) fit(near, Math.min(camera.k, 1.1));
}

/** @param {number} factor @param {number} [x] @param {number} [y] */
export function zoom(factor, x = width / 2, y = height / 2) {
  fitted = null;
  moving();
  const [sx, sy] = toSheet(x, y);
  camera.k = Math.max(0.03, Math.min(4, camera.k * factor));
  camera.x = sx - (x - width / 2) / camera.k;
  camera.y = sy - (y - height / 2) / camera.k;
  paintSoon();
}

export function resize() {
  const box = canvas.getBoundingClientRect();
  if (!box.width) return;
  const ratio = Math.min(2, devicePixelRatio || 1);
  const same = width === box.width && height === box.height;
  [width, height] = [box.width, box.height];
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  if (!same) refit();
  paintSoon();
}

/** Where the line from one box to another leaves it. @param {Drawn} node @param {[number, number]} here @param {[number, number]} there @returns {[number, number]} */
function border(node, here, there) {
  if (camera.k * 11.5 < LEGIBLE) return here;
  const [dx, dy] = [there[0] - here[0], there[1] - here[1]];
  const share = Math.min((node.w / 2 + 2) / Math.max(1e-6, Math.abs(dx)), (node.h / 2 + 2) / Math.max(1e-6, Math.abs(dy)), 0.5);
  return [here[0] + dx * share, here[1] + dy * share];
}

/** @param {Line} line @returns {[number, number, number, number]} */
function run(line) {
  const [a, b] = [at(line.a), at(line.b)];
  const [p, q] = [border(line.a, a, b), border(line.b, b, a)];
  return [p[0], p[1], q[0], q[1]];
}

/** @param {Line} line @param {{nodes: Set<string>, edges: Set<string>}} set */
function inSet(line, set) {
  return line.edges.some((e) => set.edges.has(e.key));
}

/** How strongly a line is drawn: 0 dimmed, 1 as usual, 2 lit. @param {Line} line */
function weight(line) {
  if (board.glow && inSet(line, board.glow)) return 2;
  if (over.line === line) return 2;
  if (board.lit) return inSet(line, board.lit) ? 2 : 0;
  if (over.node && (line.a === over.node || line.b === over.node)) return 2;
  if (board.selected && (line.a.id === board.selected || line.b.id === board.selected)) return 2;
  return 1;
}

/** @param {Drawn} node */
function dimmed(node) {
  if (board.glow?.nodes.has(node.id) || over.node === node) return false;
  return !!board.lit && !board.lit.nodes.has(node.id);
}

function paint() {
  asked = 0;
  if (!about() || !width) return;
  const begun = performance.now();
  step();
  if (board.lines.length > HEAVY && !settling) paintBySheet();
  else {
    scene(canvas.width / width);
    sheet.stale = true;
  }
  figures.frames += 1;
  figures.last = performance.now() - begun;
}

/** Moves the sheet under the window, and paints what is lit over it. */
function paintBySheet() {
  const ratio = canvas.width / width;
  const apart = camera.x !== sheet.x || camera.y !== sheet.y || camera.k !== sheet.k;
  const goes = performance.now() - moved < 150 && covers();
  if (sheet.stale || sheet.dark !== dark() || sheet.w !== Math.round(width * SHEET) || sheet.h !== Math.round(height * SHEET) || (apart && !goes)) paintSheet(ratio);
  const by = camera.k / sheet.k;
  const [x, y] = toScreen(sheet.x, sheet.y);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.globalAlpha = 1;
  pen.fillStyle = ground();
  pen.fillRect(0, 0, width, height);
  pen.drawImage(back, x - (sheet.w * by) / 2, y - (sheet.h * by) / 2, sheet.w * by, sheet.h * by);
  const lit = board.lines.filter((l) => over.line === l || (over.node && (l.a === over.node || l.b === over.node)) || (board.glow && inSet(l, board.glow)));
  const nodes = board.nodes.filter((n) => over.node === n || board.glow?.nodes.has(n.id));
  if (!lit.length && !nodes.length) return;
  onSheet(ratio);
  const theme = colours();
  paintLines(view(), theme, lit);
  const ends = new Set([...nodes, ...lit.flatMap((l) => [l.a, l.b])]);
  paintNodes([...ends].filter((n) => board.seen.has(n.id)), theme);
  if (far()) callNames([...ends], theme, ratio);
}

/** Whether the sheet reaches all over the window. */
function covers() {
  const by = camera.k / sheet.k;
  const [x, y] = toScreen(sheet.x, sheet.y);
  const [w, h] = [(sheet.w * by) / 2, (sheet.h * by) / 2];
  return by > 0.4 && by < 2.5 && (by < 1 || (x - w <= 1 && x + w >= width - 1 && y - h <= 1 && y + h >= height - 1));
}

/** @param {number} ratio */
function paintSheet(ratio) {
  const [w, h] = [width, height];
  const hold = { ...over };
  const glow = board.glow;
  Object.assign(sheet, { x: camera.x, y: camera.y, k: camera.k, w: Math.round(w * SHEET), h: Math.round(h * SHEET), dark: dark(), stale: false });
  back.width = Math.round(sheet.w * ratio);
  back.height = Math.round(sheet.h * ratio);
  try {
    [pen, width, height] = [backPen, sheet.w, sheet.h];
    Object.assign(over, { node: null, line: null });
    board.glow = null;
    scene(ratio);
  } finally {
    [pen, width, height] = [front, w, h];
    Object.assign(over, hold);
    board.glow = glow;
  }
}

const ground = () => getComputedStyle(canvas).backgroundColor || colours().ground;
const far = () => camera.k * 11.5 < LEGIBLE;

/** What of the sheet the window shows. */
function view() {
  const [l, t] = toSheet(0, 0);
  const [r, b] = toSheet(width, height);
  return { l, t, r, b };
}

/** From here on the pen draws in the sheet's own measure. @param {number} ratio */
function onSheet(ratio) {
  const k = camera.k * ratio;
  pen.setTransform(k, 0, 0, k, (width / 2) * ratio - camera.x * k, (height / 2) * ratio - camera.y * k);
}

/** Paints everything. @param {number} ratio */
function scene(ratio) {
  const theme = colours();
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.globalAlpha = 1;
  pen.fillStyle = ground();
  pen.fillRect(0, 0, width, height);
  onSheet(ratio);
  const window = view();
  const inside = board.nodes.filter((n) => {
    const [x, y] = at(n);
    return board.seen.has(n.id) && x + n.w / 2 > window.l && x - n.w / 2 < window.r && y + n.h / 2 > window.t && y - n.h / 2 < window.b;
  });
  paintLines(window, theme, board.lines);
  paintNodes(inside, theme);
  const names = far() ? callNames(inside, theme, ratio) : [];
  paintLabels(theme, ratio, names);
}

/**
 * Lines that look alike are drawn with one stroke: that is what keeps thousands smooth.
 * @param {{l: number, t: number, r: number, b: number}} window @param {import('./tools.js').Colours} theme @param {Line[]} lines
 */
function paintLines(window, theme, lines) {
  /** @type {Map<string, {line: Line, weight: number, runs: [number, number, number, number][], lines: Line[]}>} */
  const alike = new Map();
  for (const line of lines) {
    const [x1, y1, x2, y2] = run(line);
    if (Math.max(x1, x2) < window.l || Math.min(x1, x2) > window.r || Math.max(y1, y2) < window.t || Math.min(y1, y2) > window.b) continue;
    const strength = weight(line);
    const many = Math.min(3, Math.round(Math.sqrt(line.edges.length - 1)));
    const slot = `${strength} ${line.tone} ${line.factuality} ${many}`;
    const group = alike.get(slot) ?? { line, weight: strength, runs: [], lines: [] };
    group.runs.push([x1, y1, x2, y2]);
    group.lines.push(line);
    alike.set(slot, group);
  }
  const groups = [...alike.values()].sort((a, b) => a.weight - b.weight);
  const crowd = board.lines.length > 120 ? 0.8 : 1;
  const heavy = board.lines.length > HEAVY;
  // Far out, lines would vanish: they keep half a pixel.
  const least = (board.lines.length > 700 ? 0.55 : 0.95) / camera.k;
  for (const group of groups) {
    const many = Math.min(3, Math.sqrt(group.line.edges.length - 1));
    pen.globalAlpha = group.weight === 0 ? 0.12 : group.weight === 2 ? 1 : crowd < 1 ? 0.62 : 0.85;
    pen.strokeStyle = theme.tones[group.line.tone];
    pen.fillStyle = pen.strokeStyle;
    pen.lineWidth = Math.max(least, (1.2 + 0.4 * many) * crowd * (group.weight === 2 ? 1.7 : 1));
    // Among thousands, thin lines are drawn ten times as fast; dashes too fine to be told apart are left out.
    if (heavy && group.weight !== 2) pen.lineWidth = Math.min(pen.lineWidth, 0.95 / pen.getTransform().a);
    pen.setLineDash(heavy && camera.k < 0.25 ? [] : dashOf(group.line.factuality));
    pen.beginPath();
    for (const all of group.runs) {
      const [x1, y1, x2, y2] = heavy ? clipped(all, window) : all;
      pen.moveTo(x1, y1);
      pen.lineTo(x2, y2);
    }
    pen.stroke();
    pen.setLineDash([]);
    if (camera.k > 0.3) heads(group);
    if (group.line.factuality === 'negated' && camera.k > 0.2) crosses(group.runs, theme);
  }
  pen.globalAlpha = 1;
}

/** The part of a line that runs through the window, and a little more. @param {[number, number, number, number]} run @param {{l: number, t: number, r: number, b: number}} window @returns {[number, number, number, number]} */
function clipped([x1, y1, x2, y2], window) {
  const slack = 20 / camera.k;
  let [enter, leave] = [0, 1];
  for (const [p, d, low, high] of [[x1, x2 - x1, window.l - slack, window.r + slack], [y1, y2 - y1, window.t - slack, window.b + slack]]) {
    if (Math.abs(d) < 1e-9) continue;
    const [s, e] = d > 0 ? [(low - p) / d, (high - p) / d] : [(high - p) / d, (low - p) / d];
    [enter, leave] = [Math.max(enter, s), Math.min(leave, e)];
  }
  if (enter >= leave) return [x1, y1, x1, y1];
  return [x1 + (x2 - x1) * enter, y1 + (y2 - y1) * enter, x1 + (x2 - x1) * leave, y1 + (y2 - y1) * leave];
}

/** @param {string} factuality */
function dashOf(factuality) {
  return { reported: [14, 4], future: [6, 4], hypothetical: [1.5, 4] }[factuality] ?? [];
}

/** @param {{runs: [number, number, number, number][], lines: Line[]}} group */
function heads(group) {
  pen.beginPath();
  group.runs.forEach(([x1, y1, x2, y2], i) => {
    if (group.lines[i].toB) head(x1, y1, x2, y2);
    if (group.lines[i].toA) head(x2, y2, x1, y1);
  });
  pen.fill();
}

/** @param {number} fx @param {number} fy @param {number} x @param {number} y */
function head(fx, fy, x, y) {
  const length = Math.hypot(x - fx, y - fy) || 1;
  const [ux, uy] = [(x - fx) / length, (y - fy) / length];
  const [bx, by] = [x - ux * HEAD, y - uy * HEAD];
  const half = HEAD * 0.42;
  pen.moveTo(x, y);
  pen.lineTo(bx - uy * half, by + ux * half);
  pen.lineTo(bx + uy * half, by - ux * half);
  pen.closePath();
}

/** @param {[number, number, number, number][]} runs @param {import('./tools.js').Colours} theme */
function crosses(runs, theme) {
  pen.strokeStyle = theme.negated;
  pen.lineWidth = 2.2;
  pen.beginPath();
  for (const [x1, y1, x2, y2] of runs) {
    const [x, y] = [x1 + (x2 - x1) * 0.3, y1 + (y2 - y1) * 0.3];
    pen.moveTo(x - 4.5, y - 4.5);
    pen.lineTo(x + 4.5, y + 4.5);
    pen.moveTo(x - 4.5, y + 4.5);
    pen.lineTo(x + 4.5, y - 4.5);
  }
  pen.stroke();
}

/** @param {Drawn[]} inside @param {import('./tools.js').Colours} theme */
function paintNodes(inside, theme) {
  const accent = getComputedStyle(canvas).getPropertyValue('--accent');
  if (far()) return farNodes(inside, theme, accent);
  const base = pen.getTransform();
  pen.textAlign = 'center';
  pen.textBaseline = 'alphabetic';
  for (const node of inside) {
    const [x, y] = at(node);
    const [fill, stroke] = theme.classes[node.class];
    const special = board.selected === node.id || board.picked.includes(node.id) || board.glow?.nodes.has(node.id);
    pen.translate(x, y);
    pen.globalAlpha = dimmed(node) ? 0.22 : 1;
    const path = outline(node.shape);
    if (special) {
      pen.strokeStyle = accent;
      pen.lineWidth = 7;
      pen.globalAlpha = 0.35;
      pen.stroke(path);
      pen.globalAlpha = 1;
    }
    pen.fillStyle = fill;
    pen.fill(path);
    pen.strokeStyle = special || over.node === node ? accent : stroke;
    pen.lineWidth = special ? 2.4 : over.node === node ? 2 : 1.2;
    if (node.kind !== 'place' || special || over.node === node) pen.stroke(path);
    if (node.inner) inner(node, stroke);
    name(node, theme.ink);
    if (board.pinned.has(node.id)) pinMark(node, accent);
    pen.setTransform(base);
  }
  pen.globalAlpha = 1;
}

/** Far out, things are small marks of their shape, of one size on the screen; thousands are dots, drawn by the colour. @param {Drawn[]} inside @param {import('./tools.js').Colours} theme @param {string} accent */
function farNodes(inside, theme, accent) {
  const many = inside.length > 450;
  const size = (many ? 5 : inside.length > 150 ? 0.4 : 0.56) / camera.k;
  for (const { class: name, shape, inner: second, kind } of about().key.classes) {
    const [fill, stroke] = theme.classes[name];
    for (const dim of [true, false]) {
      const path = new Path2D();
      const detail = new Path2D();
      for (const node of inside) {
        if (node.class !== name || dimmed(node) !== dim) continue;
        const [x, y] = at(node);
        if (many) path.rect(x - size * 0.8, y - size / 2, size * 1.6, size);
        else {
          const there = new DOMMatrix([size, 0, 0, size, x, y]);
          path.addPath(outline(shape), there);
          if (second) detail.addPath(outline(second), there);
        }
      }
      pen.globalAlpha = dim ? 0.25 : 1;
      pen.fillStyle = many ? stroke : fill;
      pen.fill(path);
      if (many) continue;
      pen.strokeStyle = stroke;
      pen.lineWidth = 1.3 / camera.k;
      if (kind !== 'place') pen.stroke(path);
      pen.fillStyle = stroke;
      if (kind === 'place') pen.fill(detail);
    }
  }
  pen.globalAlpha = 1;
  pen.strokeStyle = accent;
  pen.lineWidth = 2.2 / camera.k;
  for (const node of inside) {
    if (board.selected !== node.id && !board.picked.includes(node.id) && over.node !== node && !board.glow?.nodes.has(node.id)) continue;
    const [x, y] = at(node);
    const half = 11 / camera.k;
    pen.strokeRect(x - half, y - half * 0.68, half * 2, half * 1.36);
  }
}

/** @param {Drawn} node @param {string} stroke */
function inner(node, stroke) {
  const path = outline(node.inner ?? '');
  if (node.kind === 'place') {
    pen.fillStyle = stroke;
    pen.fill(path);
  } else {
    pen.strokeStyle = stroke;
    pen.lineWidth = 0.75;
    pen.stroke(path);
  }
}

/** @param {Drawn} node @param {string} ink */
function name(node, ink) {
  pen.font = `${node.font}px ${FONTS}`;
  pen.fillStyle = ink;
  const leading = node.font * 1.28;
  const top = -((node.lines.length - 1) * leading) / 2 + node.font * 0.36;
  node.lines.forEach((line, i) => pen.fillText(line, node.shift, top + i * leading));
}

/** @param {Drawn} node @param {string} accent */
function pinMark(node, accent) {
  pen.fillStyle = accent;
  pen.beginPath();
  pen.arc(node.w / 2 - 1, -node.h / 2 + 1, 3.6, 0, 7);
  pen.fill();
}

/** Names of the best connected at a size that can be read, where there is room; gives what is taken. @param {Drawn[]} inside @param {import('./tools.js').Colours} theme @param {number} ratio */
function callNames(inside, theme, ratio) {
  const first = (/** @type {Drawn} */ n) => (board.selected === n.id || board.picked.includes(n.id) || over.node === n ? 2 : board.lit?.nodes.has(n.id) ? 1 : 0);
  const ranked = inside.filter((n) => !dimmed(n)).sort((a, b) => first(b) - first(a) || b.font - a.font);
  /** @type {Box[]} */
  const taken = [[width - 62, 0, width, pen === front ? by('tools').offsetHeight + 20 : 0]];
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.lineJoin = 'round';
  let said = 0;
  // Where there is no room otherwise, the names of the best connected cover the marks of the others.
  const great = new Set(ranked.slice(0, Math.min(GREAT, Math.ceil(inside.length / 4))));
  /** @type {Box[]} */
  const small = [];
  if (inside.length < 450) {
    for (const node of inside) {
      if (dimmed(node)) continue;
      const [x, y] = toScreen(...at(node));
      (great.has(node) ? taken : small).push([x - 8, y - 5, x + 8, y + 5]);
    }
  }
  const clear = (/** @type {Box} */ box, /** @type {Box[]} */ all) => !all.some((o) => o[0] < box[2] && o[2] > box[0] && o[1] < box[3] && o[3] > box[1]);
  for (const node of ranked.slice(0, 400)) {
    if (said >= CALLED) break;
    const large = node.font > 13.5;
    const apart = (/** @type {Box} */ box) => box[0] > 2 && box[2] < width - 2 && box[1] > 2 && clear(box, taken);
    const free = (/** @type {Box} */ box) => apart(box) && clear(box, small);
    pen.font = `${large ? '600 12.5' : '11'}px ${FONTS}`;
    const here = toScreen(...at(node));
    const found = room(node, here, large || first(node) > 0, free) ?? (great.has(node) ? room(node, here, true, apart) : null) ?? (first(node) === 2 ? { words: called(node)[0], box: spots(here, pen.measureText(called(node)[0]).width + 6)[0] } : null);
    if (!found) continue;
    taken.push(found.box);
    said += 1;
    callName(found.words, found.box, here, theme);
  }
  return taken;
}

/** @typedef {[number, number, number, number]} Box */

/** How a thing is called in the picture: whole where it is short, else by its first words. @param {Drawn} node @returns {string[]} */
function called(node) {
  const whole = node.lines.join(' ');
  if (node.lines.length < 2 || whole.length < 20) return [whole];
  const cut = whole.slice(0, 27);
  const short = `${node.lines[0]} …`;
  if (whole.length <= 36 && !whole.endsWith('…')) return [whole, short];
  const longer = `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 12))} …`;
  return longer.length > short.length ? [longer, short] : [short];
}

/** The first place about a mark where one of its names finds room. @param {Drawn} node @param {[number, number]} here @param {boolean} apart whether it may stand apart, on a leash @param {(box: Box) => boolean} free */
function room(node, here, apart, free) {
  for (const words of called(node)) {
    const w = pen.measureText(words).width + 6;
    const box = [...spots(here, w), ...(apart ? distant(here, w) : [])].find(free);
    if (box) return { words, box };
  }
  return null;
}

/** @param {string} words @param {Box} box @param {[number, number]} here @param {import('./tools.js').Colours} theme */
function callName(words, box, here, theme) {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  // Where the name stands apart, a leash leads from it to its mark.
  const near = [Math.max(box[0] + 4, Math.min(box[2] - 4, here[0])), Math.max(box[1] + 2, Math.min(box[3] - 2, here[1]))];
  if (Math.hypot(near[0] - here[0], near[1] - here[1]) > 15) {
    pen.lineWidth = 1;
    pen.strokeStyle = theme.faint;
    pen.globalAlpha = 0.6;
    pen.beginPath();
    pen.moveTo(here[0], here[1]);
    pen.lineTo(near[0], near[1]);
    pen.stroke();
    pen.globalAlpha = 1;
  }
  pen.lineWidth = 4;
  pen.strokeStyle = theme.ground;
  pen.strokeText(words, x, y);
  pen.fillStyle = theme.ink;
  pen.fillText(words, x, y);
}

/** Where a name may stand about its mark. @param {[number, number]} at @param {number} w @returns {Box[]} */
function spots([x, y], w) {
  const [h, side] = [14, 9];
  return [
    [x - w / 2, y + 7, x + w / 2, y + 7 + h], [x - w / 2, y - 20, x + w / 2, y - 6],
    [x + side, y - 7, x + side + w, y + 7], [x - side - w, y - 7, x - side, y + 7],
    [x + 3, y + 6, x + 3 + w, y + 6 + h], [x - 3 - w, y + 6, x - 3, y + 6 + h],
    [x + 3, y - 20, x + 3 + w, y - 6], [x - 3 - w, y - 20, x - 3, y - 6],
  ];
}

/** Places somewhat farther off. @param {[number, number]} at @param {number} w @returns {Box[]} */
function distant([x, y], w) {
  const out = /** @type {Box[]} */ ([]);
  for (const far of [26, 38, 52]) {
    for (const [dx, dy] of [[0, 1], [0, -1], [0.8, 0.7], [-0.8, 0.7], [0.8, -0.7], [-0.8, -0.7]]) {
      const [cx, cy] = [x + dx * (far + w * 0.4), y + dy * far];
      out.push([cx - w / 2, cy - 7, cx + w / 2, cy + 7]);
    }
  }
  return out;
}

/** What is said on the lines of the selected thing, or of the answer that is lit. @param {import('./tools.js').Colours} theme @param {number} ratio @param {Box[]} names what of the window names have taken */
function paintLabels(theme, ratio, names) {
  if (camera.k < 0.45) return;
  const few = board.lines.length <= 14;
  const wanted = board.lines.filter((l) => (few || weight(l) === 2) && (board.lit ? inSet(l, board.lit) : true));
  if (wanted.length > 60) return;
  onSheet(ratio);
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  // Words of one size on the screen, however far away.
  const size = Math.max(9.5, 9.5 / camera.k);
  const half = size * 0.7;
  pen.font = `${size}px ${FONTS}`;
  /** @type {[number, number, number, number][]} */
  const taken = far() ? names.map(([l, t, r, b]) => [...toSheet(l, t), ...toSheet(r, b)]) : board.nodes.filter((n) => board.seen.has(n.id)).map((n) => [n.x - n.w / 2, n.y - n.h / 2, n.x + n.w / 2, n.y + n.h / 2]);
  for (const line of wanted) {
    const words = lineWords(line);
    const w = pen.measureText(words).width + 6;
    const [x1, y1, x2, y2] = run(line);
    for (const share of [0.5, 0.4, 0.6, 0.3, 0.7]) {
      const [x, y] = [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share];
      const box = /** @type {Box} */ ([x - w / 2, y - half, x + w / 2, y + half]);
      if (taken.some((o) => o[0] < box[2] && o[2] > box[0] && o[1] < box[3] && o[3] > box[1])) continue;
      taken.push(box);
      pen.globalAlpha = 0.9;
      pen.fillStyle = getComputedStyle(canvas).backgroundColor;
      pen.fillRect(box[0], box[1], w, half * 2);
      pen.globalAlpha = 1;
      pen.fillStyle = theme.faint;
      pen.fillText(words, x, y);
      break;
    }
  }
}

/** @param {Line} line */
function lineWords(line) {
  const types = [...new Set(line.edges.map((e) => e.type))];
  const dates = [...new Set(line.edges.map((e) => e.date).filter(Boolean))];
  const more = types.length > 1 ? ` +${types.length - 1}` : '';
  const when = dates.length === 1 ? ` · ${dates[0]}` : dates.length > 1 ? ` · ${dates[0]} …` : '';
  return `${plain(types[0])}${more}${when}`;
}

/** What lies under a point of the window. @param {number} x @param {number} y @returns {{node: Drawn | null, line: Line | null}} */
export function under(x, y) {
  const [sx, sy] = toSheet(x, y);
  for (let i = board.nodes.length - 1; i >= 0; i -= 1) {
    const n = board.nodes[i];
    const slack = Math.max(0, 10 / camera.k - n.h / 2);
    if (board.seen.has(n.id) && Math.abs(n.x - sx) <= n.w / 2 + slack && Math.abs(n.y - sy) <= n.h / 2 + slack) return { node: n, line: null };
  }
  let best = null;
  let least = 7 / camera.k;
  for (const line of board.lines) {
    const [x1, y1, x2, y2] = run(line);
    const [dx, dy] = [x2 - x1, y2 - y1];
    const share = Math.max(0, Math.min(1, ((sx - x1) * dx + (sy - y1) * dy) / (dx * dx + dy * dy || 1)));
    const distance = Math.hypot(sx - x1 - dx * share, sy - y1 - dy * share);
    if (distance < least) [best, least] = [line, distance];
  }
  return { node: null, line: best };
}

/** What the tip says of a thing. @param {Drawn} node */
export function tipOf(node) {
  const more = unseen(node);
  const parts = [node.type === 'other' ? node.kind : plain(node.type), day(node.date), `${node.mentions} mentions`, more ? `${more} more neighbours` : ''];
  return parts.filter(Boolean).join(' · ');
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => paintSoon());
new ResizeObserver(resize).observe(canvas);
Object.assign(window, { chancery: { board, camera, figures, pan, place, dark } });
