// @ts-check
// What does the analyst set right?

import { refresh } from './board.js';
import { thingField } from './search.js';
import { about, announce, answer, el, later, post, trouble } from './tools.js';

/** @typedef {import('./tools.js').Fact} Fact */
/** @typedef {import('./tools.js').Thing} Thing */

const SLOT = 'chancery-token';
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
  try {
    await answer(await post('corrections', op, { 'x-chancery-token': token }));
    announce('Corrected.');
    await refresh();
    after.corrected(id);
  } catch (error) {
    if (/** @type {any} */ (error).status === 401) {
      sessionStorage.removeItem(SLOT);
      return askToken(op, place, id);
    }
    place.replaceChildren(trouble(error));
  }
}

/** @param {Record<string, unknown>} op @param {HTMLElement} place @param {string | null} id */
function askToken(op, place, id) {
  const input = el('input', { type: 'password', autocomplete: 'off', required: true, 'aria-label': 'Token' });
  const form = el('form', { class: 'correct-form', onsubmit: (/** @type {Event} */ e) => {
    e.preventDefault();
    keepToken(input.value.trim());
    place.replaceChildren();
    void send(op, place, id);
  } }, el('p', null, 'Corrections need the token that chancery printed when it was started.'), input, el('button', { type: 'submit' }, 'Use it'));
  place.replaceChildren(form);
  input.focus();
}

/**
 * A form with one field.
 * @param {string} label @param {string} done @param {(value: string) => Record<string, unknown>} op
 * @param {HTMLElement} place @param {string | null} id @param {{value?: string, hint?: string}} [how]
 */
function form(label, done, op, place, id, how = {}) {
  const input = el('input', { type: 'text', value: how.value ?? '', placeholder: how.hint ?? '', 'aria-label': label });
  const made = el('form', { class: 'correct-form', onsubmit: (/** @type {Event} */ e) => {
    e.preventDefault();
    void send(op(input.value.trim()), place, id);
  } }, el('label', null, label, input), el('button', { type: 'submit' }, done));
  place.replaceChildren(made);
  input.focus();
}

/** @param {Thing} thing */
export function correctThing(thing) {
  if (!about().texts) return el('p', { class: 'soft' }, 'A graph in a file cannot be corrected.');
  const place = el('div', { class: 'correct-place' });
  const tool = (/** @type {string} */ words, /** @type {() => void} */ act) => el('button', { type: 'button', class: 'quiet small', onclick: act }, words);
  return el('details', { class: 'correct' }, el('summary', null, 'Correct this'),
    el('div', { class: 'actions' },
      tool('Rename', () => form('Its name', 'Rename', (name) => ({ op: 'rename', node: thing.id, name }), place, thing.id, { value: thing.name })),
      tool('Date', () => form('Its date, as 2024-07 or 2022/..', 'Set the date', (date) => ({ op: 'date', node: thing.id, date: date || null }), place, thing.id, { value: thing.date ?? '', hint: '2024-07' })),
      tool('Note', () => form('A note', 'Keep the note', (text) => ({ op: 'note', node: thing.id, text }), place, thing.id)),
      tool('Merge', () => {
        place.replaceChildren(thingField(`${thing.name.slice(0, 60)} is the same as`, (id) => void send({ op: 'merge', node: thing.id, into: id }, place, id)));
        later(() => place.querySelector('input')?.focus(), 0)();
      })),
    place);
}

/** @param {Fact} fact @returns {Node} */
export function factTools(fact) {
  if (!about().texts) return document.createTextNode('');
  const place = el('div', { class: 'correct-place' });
  const name = { edge: fact.key, source: fact.source.id, type: fact.type, target: fact.target.id };
  const tool = (/** @type {string} */ words, /** @type {() => void} */ act) => el('button', { type: 'button', class: 'quiet small', onclick: act }, words);
  return el('div', { class: 'fact-tools' },
    tool('Reject', () => form('Why is it not so?', 'Reject the fact', (why) => ({ op: 'reject', ...name, ...(why ? { why } : {}) }), place, null)),
    tool('Date', () => form('Its date, as 2024-07 or 2022/..', 'Set the date', (date) => ({ op: 'date', ...name, date: date || null }), place, null, { value: fact.date ?? '', hint: '2024-07' })),
    tool('Note', () => form('A note', 'Keep the note', (text) => ({ op: 'note', ...name, text }), place, null)),
    place);
}
