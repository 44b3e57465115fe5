// @ts-check
// What does the analyst set right?

import { refresh } from './board.js';
import { thingField } from './search.js';
import { CLAIMS, about, announce, answer, ask, count, el, plain, post, said, trouble } from './tools.js';

/** @typedef {import('./tools.js').Fact} Fact */
/** @typedef {import('./tools.js').Thing} Thing */
/** @typedef {{id: string, op: string, words: string, about: string[], who?: string, when?: string, why?: string}} Kept */

const SLOT = 'chancery-token';
const WHO = 'chancery-who';
/** Set by the page: what to show once a correction is in. */
export const after = {
  /** @param {string | null} id */ corrected(id) { void id; },
};

/** The token from the address that the program opened, kept for this tab only. @param {string} token */
export function keepToken(token) {
  sessionStorage.setItem(SLOT, token);
}

/** @param {Record<string, unknown>} op @param {HTMLElement} place @param {string | null} id @returns {Promise<void>} */
async function send(op, place, id) {
  const token = sessionStorage.getItem(SLOT);
  if (!token) return askToken(op, place, id);
  const who = localStorage.getItem(WHO);
  place.setAttribute('aria-busy', 'true');
  try {
    await answer(await post('corrections', { ...op, ...(who ? { who } : {}) }, { 'x-chancery-token': token }));
    announce('Corrected.');
    await refresh();
    after.corrected(id);
  } catch (error) {
    if (/** @type {any} */ (error).status === 401) {
      sessionStorage.removeItem(SLOT);
      return askToken(op, place, id);
    }
    place.replaceChildren(trouble(error));
  } finally {
    place.removeAttribute('aria-busy');
  }
}

/** @param {Record<string, unknown>} op @param {HTMLElement} place @param {string | null} id */
function askToken(op, place, id) {
  const input = el('input', { type: 'password', autocomplete: 'off', required: true, 'aria-label': 'Token' });
  const who = el('input', { type: 'text', autocomplete: 'name', value: localStorage.getItem(WHO) ?? '' });
  const form = el('form', { class: 'correct-form', onsubmit: (/** @type {Event} */ e) => {
    e.preventDefault();
    keepToken(input.value.trim());
    if (who.value.trim()) localStorage.setItem(WHO, who.value.trim());
    place.replaceChildren();
    void send(op, place, id);
  } }, el('p', null, 'Corrections need the token that chancery printed when it was started.'),
  el('label', null, 'Token', input), el('label', null, 'Your name, to stand beside it (as you like)', who),
  el('button', { type: 'submit' }, 'Use it'));
  place.replaceChildren(form);
  input.focus();
}

/**
 * A form: its parts, a place for the reason, and the button that sends it.
 * @param {HTMLElement} place @param {string | null} id what to show afterwards
 * @param {{title: string, done: string, parts: any[], why?: boolean, op: () => Record<string, unknown> | string, then?: () => string | null}} form
 *   `op` gives the correction, or what is still missing
 */
function form(place, id, { title, done, parts, why, op, then }) {
  const reason = el('input', { type: 'text' });
  const told = el('p', { class: 'missing', role: 'alert', hidden: true });
  const made = el('form', { class: 'correct-form', 'aria-label': title, onsubmit: (/** @type {Event} */ e) => {
    e.preventDefault();
    const found = op();
    told.hidden = typeof found !== 'string';
    if (typeof found === 'string') return void (told.textContent = found);
    const because = reason.value.trim();
    void send(because ? { ...found, why: because } : found, place, then ? then() : id);
  } }, el('h4', null, title), parts,
  why === false ? null : el('label', null, 'Why (as you like)', reason), told,
  el('div', { class: 'actions' }, el('button', { type: 'submit', class: 'chief' }, done),
    el('button', { type: 'button', class: 'quiet', onclick: () => place.replaceChildren() }, 'Cancel')));
  place.replaceChildren(made);
  made.querySelector('input, select')?.focus();
}

/** @param {string} label @param {string} [value] @param {string} [hint] @returns {[any, any]} */
function field(label, value = '', hint = '') {
  const input = el('input', { type: 'text', value, placeholder: hint, autocomplete: 'off' });
  return [el('label', null, label, input), input];
}

/** @param {string} label @param {[string, [string, string][]][]} groups of values and words @param {string} [value] @returns {[any, any]} */
function choice(label, groups, value) {
  const option = (/** @type {[string, string]} */ [of, words]) => el('option', { value: of, selected: of === value }, words);
  const select = el('select', null, groups.map(([name, all]) => (name ? el('optgroup', { label: name }, all.map(option)) : all.map(option))));
  return [el('label', null, label, select), select];
}

const DATE = ['Its date, as 2024-07 or 2022/..; empty for none', '2024-07'];

/** @param {HTMLElement} place @param {string | null} id @param {Record<string, unknown>} what @param {string | null} now */
function dateForm(place, id, what, now) {
  const [row, input] = field(DATE[0], now ?? '', DATE[1]);
  form(place, id, { title: 'When it was', done: 'Set the date', parts: [row], op: () => ({ op: 'date', ...what, date: input.value.trim() || null }) });
}

/** @param {HTMLElement} place @param {string | null} id @param {Record<string, unknown>} what */
function noteForm(place, id, what) {
  const [row, input] = field('A remark');
  form(place, id, { title: 'A note', done: 'Keep the note', parts: [row], why: false, op: () => (input.value.trim() ? { op: 'note', ...what, text: input.value.trim() } : 'There is nothing to keep.') });
}

/** @param {HTMLElement} place @param {Thing} thing */
function renameForm(place, thing) {
  const [row, input] = field('Its name', thing.name);
  form(place, thing.id, { title: 'Another name', done: 'Rename', parts: [row], op: () => (input.value.trim() ? { op: 'rename', node: thing.id, name: input.value.trim() } : 'A thing needs a name.') });
}

/** @param {HTMLElement} place @param {Thing} thing */
function mergeForm(place, thing) {
  /** @type {string | null} */
  let into = null;
  const other = thingField(`${thing.name.slice(0, 60)} is the same as`, (id) => { into = id; }, { keep: true });
  form(place, thing.id, { title: 'Two things are one', done: 'Merge', parts: [other],
    op: () => (into && into !== thing.id ? { op: 'merge', node: thing.id, into } : 'Choose another thing from the list.'), then: () => into });
}

/** @param {HTMLElement} place @param {Thing} thing */
function typeForm(place, thing) {
  /** @type {[string, [string, string][]][]} */
  const groups = about().all_types.map(({ kind, types }) => [kind, types.map((t) => [`${kind} ${t}`, t === 'other' ? `other ${kind}` : plain(t)])]);
  const [row, select] = choice('What it is', groups, `${thing.kind} ${thing.type}`);
  const rest = thing.id.slice(thing.id.indexOf('/') + 1);
  form(place, thing.id, { title: 'Another type', done: 'Set the type', parts: [row],
    op: () => {
      const [kind, type] = select.value.split(' ');
      return kind === thing.kind && type === thing.type ? 'That is what it is already.' : { op: 'retype', node: thing.id, kind, type };
    },
    then: () => `${select.value.split(' ')[0]}/${rest}` });
}

/** Words or articles to tick. @param {string} title @param {[string, string, string][]} rows value, words, figure @returns {[any, () => string[]]} */
function ticks(title, rows) {
  const boxes = rows.map(([value]) => el('input', { type: 'checkbox', value }));
  const set = el('fieldset', null, el('legend', null, title), rows.map(([, words, figure], i) => el('label', { class: 'check' }, boxes[i], said(words), el('span', { class: 'number' }, figure))));
  return [set, () => boxes.filter((b) => b.checked).map((b) => b.value)];
}

/** @param {HTMLElement} place @param {any} d what is known of the thing */
function splitForm(place, d) {
  const thing = d.thing;
  const [row, input] = field('The other thing is called');
  const [words, chosen] = ticks('It is meant by these words', d.words.map((/** @type {[string, number]} */ [w, n]) => [w, w, `${n}×`]));
  const [articles, places] = ticks('Only in these articles; in all where none is ticked', d.mentions.map((/** @type {any} */ m) => [m.document, m.title, `${m.times}×`]));
  form(place, thing.id, { title: 'One name, two things', done: 'Split', parts: [row, words, d.mentions.length > 1 ? articles : null],
    op: () => {
      if (!input.value.trim()) return 'The other thing needs a name.';
      if (!chosen().length && !places().length) return 'Tick the words or the articles that mean the other thing.';
      const most = chosen().length === d.words.length && (!places().length || places().length === d.mentions.length);
      if (most || (!chosen().length && places().length === d.mentions.length)) return 'Something must be left of it: rename it instead.';
      return { op: 'split', node: thing.id, name: input.value.trim(), mentions: chosen(), documents: places() };
    } });
}

/** @param {HTMLElement} place @param {Thing} thing */
function assertForm(place, thing) {
  /** @type {string | null} */
  let other = null;
  const short = thing.name.slice(0, 40);
  const [way, direction] = choice('Which way', [['', [['from', `${short} … the other`], ['to', `the other … ${short}`]]]]);
  const [relation, type] = choice('What it does', [['', about().edge_types.map((t) => [t.type, plain(t.type)])]]);
  const whom = thingField('The other thing', (id) => { other = id; }, { keep: true });
  const [when, date] = field('When, as 2024-07 or 2022/..; empty where not known', '', DATE[1]);
  const [claim, factuality] = choice('What kind of claim', [['', Object.entries(CLAIMS)]]);
  const [office, role] = field('Title of the office');
  const offices = () => { office.hidden = type.value !== 'represents'; };
  type.addEventListener('change', offices);
  offices();
  form(place, thing.id, { title: 'A fact that no text was read to say', done: 'Add the fact', parts: [way, relation, whom, when, claim, office],
    op: () => {
      if (!other || other === thing.id) return 'Choose the other thing from the list.';
      const [source, target] = direction.value === 'from' ? [thing.id, other] : [other, thing.id];
      const more = { ...(date.value.trim() ? { date: date.value.trim() } : {}), ...(role.value.trim() && !office.hidden ? { role: role.value.trim() } : {}) };
      return { op: 'assert', source, type: type.value, target, factuality: factuality.value, ...more };
    } });
}

/** @param {any} d what is known of a thing */
export function correctThing(d) {
  const thing = /** @type {Thing} */ (d.thing);
  if (!about().texts) return el('p', { class: 'soft' }, 'A graph in a file cannot be corrected.');
  const place = el('div', { class: 'correct-place' });
  const kept = el('div', null);
  const tool = (/** @type {string} */ words, /** @type {() => void} */ act) => el('button', { type: 'button', class: 'quiet small', onclick: act }, words);
  const box = el('details', { class: 'correct', ontoggle: () => { if (box.open && about().corrections) void list(kept, thing.id); } }, el('summary', null, 'Correct this'),
    el('div', { class: 'actions' },
      tool('Rename', () => renameForm(place, thing)),
      tool('Type', () => typeForm(place, thing)),
      tool('Date', () => dateForm(place, thing.id, { node: thing.id }, thing.date)),
      tool('Merge', () => mergeForm(place, thing)),
      tool('Split', () => splitForm(place, d)),
      tool('Add a fact', () => assertForm(place, thing)),
      tool('Note', () => noteForm(place, thing.id, { node: thing.id }))),
    place, kept);
  return box;
}

/** @param {Fact} fact @returns {Node} */
export function factTools(fact) {
  if (!about().texts) return document.createTextNode('');
  const place = el('div', { class: 'correct-place' });
  const name = { edge: fact.key, source: fact.source.id, type: fact.type, target: fact.target.id };
  const tool = (/** @type {string} */ words, /** @type {() => void} */ act) => el('button', { type: 'button', class: 'quiet small', onclick: act }, words);
  return el('div', { class: 'fact-tools' },
    tool('Reject', () => form(place, null, { title: 'It is not so', done: 'Reject the fact', parts: [], op: () => ({ op: 'reject', ...name }) })),
    tool('Date', () => dateForm(place, null, name, fact.date)),
    tool('Note', () => noteForm(place, null, name)),
    place);
}

/** The corrections in force, all or those of one thing, each of which can be taken back. @param {HTMLElement} into @param {string} [id] */
async function list(into, id) {
  try {
    const { corrections } = await ask('corrections');
    const here = corrections.filter((/** @type {Kept} */ c) => !id || c.about.includes(id));
    into.replaceChildren(...(here.length ? [el('ul', { class: 'kept' }, here.slice(0, 200).map((/** @type {Kept} */ c) => row(c, id ?? null)))] : []));
  } catch (error) {
    into.replaceChildren(trouble(error));
  }
}

/** @param {Kept} c @param {string | null} id */
function row(c, id) {
  const place = el('div', { class: 'correct-place' });
  const by = [c.who, c.when, c.why].filter(Boolean).join(' · ');
  return el('li', null, el('div', null, said(c.words), by ? el('p', { class: 'soft' }, said(by)) : null, place),
    el('button', { type: 'button', class: 'quiet small', 'aria-label': `Take back: ${c.words}`, onclick: () => void send({ op: 'undo', correction: c.id }, place, id) }, 'Take back'));
}

/** All that was corrected, for the start. */
export function corrections() {
  const n = about().corrections;
  if (!n) return null;
  const place = el('div', null);
  const box = el('details', { ontoggle: () => { if (box.open) void list(place); } }, el('summary', null, count(n, 'correction')), place);
  return box;
}
