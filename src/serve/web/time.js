// @ts-check
// What held when? A slider over months, which also plays.

import { onFilter, refine, shut } from './filter.js';
import { about, announce, by, day, drawing, el } from './tools.js';

/** The months that the slider stops at, yyyymm. @type {number[]} */
let stops = [];
/** Facts by stop. @type {number[]} */
let heights = [];
let playing = 0;

const words = (/** @type {number | null} */ m) => (m ? day(`${Math.floor(m / 100)}-${String(m % 100).padStart(2, '0')}`) : '');
const next = (/** @type {number} */ m) => (m % 100 === 12 ? m + 89 : m + 1);

/** The months from where most of the facts begin; what is older falls together on the first. */
function measure() {
  const { months } = about();
  const total = months.reduce((n, [, c]) => n + c, 0);
  if (!total) return;
  let before = 0;
  const early = months.find(([, c]) => (before += c) > total * 0.08) ?? months[0];
  let late = 0;
  const last = [...months].reverse().find(([, c]) => (late += c) > total * 0.004) ?? months[months.length - 1];
  const first = Math.floor(early[0] / 100) * 100 + 1;
  const count = new Map(months);
  stops = [];
  for (let m = first; m <= Math.max(last[0], first) && stops.length < 720; m = next(m)) stops.push(m);
  heights = stops.map((m) => count.get(m) ?? 0);
}

const at = (/** @type {number | null} */ m, /** @type {number} */ otherwise) => {
  if (!m) return otherwise;
  const found = stops.findIndex((s) => s >= m);
  return found < 0 ? stops.length - 1 : found;
};

export function timeBar() {
  measure();
  if (stops.length < 2) return void (by('time').hidden = true);
  draw();
  onFilter(draw);
}

function draw() {
  const range = shut.mode === 'range';
  const last = stops.length - 1;
  const [low, high] = range ? [at(shut.from, 0), at(shut.to, last)] : [0, at(shut.asof, last)];
  const bar = by('time');
  const focus = bar.contains(document.activeElement) ? document.activeElement?.getAttribute('data-part') : null;
  const all = range ? !shut.from && !shut.to : !shut.asof;
  const label = all ? 'All dates' : range ? `${words(stops[low])} – ${words(stops[high])}` : `As of ${words(stops[high])}`;
  const parts = [
    el('button', { type: 'button', class: 'quiet icon-button', 'data-part': 'play', 'aria-label': playing ? 'Stop' : 'Play through time', onclick: play },
      drawing([0, 0, 16, 16], 16, 16, [{ d: playing ? 'M4.500 3h2.500v10H4.500zM9 3h2.500v10H9z' : 'M4.500 2.500 13 8l-8.500 5.500z', class: 'solid' }])),
    el('div', { class: 'time-mode', role: 'group', 'aria-label': 'Time' },
      mode('As of', 'asof'), mode('Between', 'range')),
    el('div', { class: 'time-track' }, histogram(low, high),
      range ? thumb('from', 'From', low, (i) => refine({ from: i ? stops[i] : null })) : null,
      thumb('to', range ? 'To' : 'As of', high, (i) => {
        const month = i < last ? stops[i] : null;
        refine(range ? { to: month } : { asof: month });
      })),
    el('output', { class: 'time-label' }, label),
    all ? null : el('button', { type: 'button', class: 'quiet small', 'data-part': 'clear', onclick: () => refine({ asof: null, from: null, to: null }) }, 'All'),
  ];
  bar.replaceChildren(...parts.filter((p) => p !== null));
  if (focus) /** @type {HTMLElement | null} */ (bar.querySelector(`[data-part="${focus}"]`))?.focus();
}

/** @param {string} label @param {'asof' | 'range'} name */
function mode(label, name) {
  return el('button', { type: 'button', class: 'quiet small', 'data-part': name, 'aria-pressed': String(shut.mode === name), onclick: () => refine({ mode: name }) }, label);
}

/** @param {string} part @param {string} label @param {number} value @param {(i: number) => void} set */
function thumb(part, label, value, set) {
  const input = el('input', {
    type: 'range', min: 0, max: stops.length - 1, step: 1, value, 'data-part': part, 'aria-label': label,
    'aria-valuetext': words(stops[value]), class: `thumb thumb-${part}`,
    oninput: () => {
      if (playing) stop();
      set(Number(input.value));
    },
  });
  return input;
}

/** @param {number} low @param {number} high */
function histogram(low, high) {
  const most = Math.max(1, ...heights);
  const bar = (/** @type {number} */ i) => {
    const h = heights[i] ? 3 + 25 * Math.sqrt(heights[i] / most) : 0;
    return `M${i} 30V${(30 - h).toFixed(1)}h.8V30z`;
  };
  const inside = heights.map((_, i) => i).filter((i) => i >= low && i <= high);
  const outside = heights.map((_, i) => i).filter((i) => i < low || i > high);
  const svg = drawing([0, 0, stops.length, 30], 100, 30, [
    { d: outside.map(bar).join(''), class: 'bar-out' }, { d: inside.map(bar).join(''), class: 'bar-in' },
  ]);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  return svg;
}

function stop() {
  clearInterval(playing);
  playing = 0;
}

/** Lets the months pass, in about twenty seconds. */
function play() {
  if (playing) {
    stop();
    return draw();
  }
  const range = shut.mode === 'range';
  const last = stops.length - 1;
  const by = Math.max(1, Math.round(stops.length / 90));
  let i = range ? at(shut.to, last) : at(shut.asof, last);
  if (i >= last) i = range ? at(shut.from, 0) : 0;
  announce('Playing through time.');
  playing = window.setInterval(() => {
    i = Math.min(last, i + by);
    if (i >= last) stop();
    const month = i < last ? stops[i] : null;
    refine(range ? { to: month } : { asof: month });
  }, 230);
  refine(range ? { to: stops[i] } : { asof: stops[i] });
}
