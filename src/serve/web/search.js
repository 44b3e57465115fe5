// @ts-check
// Which thing or sentence does somebody mean who types?

import { announce, ask, by, count, day, el, later, mark, plain, said, trouble } from './tools.js';

/**
 * A field with a list below it: arrows move, Enter takes, Escape closes.
 * @param {HTMLInputElement} input
 * @param {HTMLElement} list
 * @param {(typed: string) => Promise<Node[]>} find gives the entries; those with `data-take` can be taken
 */
function combobox(input, list, find) {
  /** @type {HTMLElement[]} */
  let options = [];
  let at = -1;
  let turn = 0;
  let searched = '';
  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const mark = (/** @type {number} */ to) => {
    options[at]?.setAttribute('aria-selected', 'false');
    at = to;
    const now = options[at];
    if (!now) return;
    now.setAttribute('aria-selected', 'true');
    input.setAttribute('aria-activedescendant', now.id);
    now.scrollIntoView({ block: 'nearest' });
  };
  const search = async () => {
    const typed = input.value.trim();
    if (!typed) return close();
    const mine = (turn += 1);
    const entries = await find(typed).catch((error) => [trouble(error)]);
    if (mine !== turn || document.activeElement !== input) return;
    searched = typed;
    list.replaceChildren(...entries);
    options = /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role=option]')]);
    options.forEach((option, i) => { option.id = `${list.id}-${i}`; });
    at = -1;
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    if (options.length) mark(0);
    announce(options.length ? count(options.length, 'result') : 'Nothing found.');
  };
  input.addEventListener('input', later(search, 90));
  input.addEventListener('focus', () => { if (input.value && list.childElementCount) list.hidden = false; });
  input.addEventListener('blur', () => setTimeout(close, 120));
  input.addEventListener('keydown', async (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) return search();
      if (options.length) mark((at + (event.key === 'ArrowDown' ? 1 : options.length - 1)) % options.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // Whoever types fast means what stands there now, not what was found before.
      for (let i = 0; i < 3 && (list.hidden || searched !== input.value.trim()); i += 1) await search();
      if (searched === input.value.trim()) options[at]?.click();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (list.hidden) input.value = '';
      close();
      if (!input.value) input.blur();
    }
  });
  // A press in the list must not take the focus, or the list closes before the click.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  return { close };
}

/** @param {any} thing @param {() => void} take */
function entry(thing, take) {
  return el('div', { role: 'option', class: 'found-row', 'aria-selected': 'false', onclick: take },
    mark(thing.class),
    el('span', { class: 'found-name' }, said(thing.name), thing.matched ? el('span', { class: 'soft' }, ' as ', said(thing.matched)) : null),
    el('span', { class: 'soft found-figures' },
      [thing.type === 'other' ? thing.kind : plain(thing.type), day(thing.date), count(thing.facts, 'fact'), count(thing.sources, 'article')].filter(Boolean).join(' · ')));
}

/**
 * The search over everything.
 * @param {{thing: (id: string) => void, sentence: (s: any) => void}} take
 */
export function searchBox(take) {
  const input = /** @type {HTMLInputElement} */ (by('query'));
  const list = by('found');
  const box = combobox(input, list, async (typed) => {
    const found = await ask('search', { q: typed });
    const done = (/** @type {() => void} */ act) => () => { box.close(); input.blur(); act(); };
    const things = found.things.map((/** @type {any} */ t) => entry(t, done(() => take.thing(t.id))));
    const sentences = found.sentences.map((/** @type {any} */ s) => el('div', { role: 'option', class: 'found-row sentence', 'aria-selected': 'false', onclick: done(() => take.sentence(s)) },
      said(s.exact, 'q'), el('span', { class: 'soft' }, said(s.title ?? ''), s.published ? ` · ${day(s.published)}` : '')));
    const again = found.meant.map((/** @type {string} */ name) => el('div', { role: 'option', class: 'found-row', 'aria-selected': 'false', onclick: () => { input.value = name; input.dispatchEvent(new Event('input')); } }, 'Did you mean ', said(name), '?'));
    const group = (/** @type {string} */ title, /** @type {Node[]} */ rows) => rows.length ? [el('div', { class: 'found-head', role: 'presentation' }, title), ...rows] : [];
    const all = [...group('Things', things), ...group('Sentences', sentences), ...group('Nothing of that name', again)];
    return all.length ? all : [el('div', { class: 'found-none', role: 'presentation' }, `Nothing is called “${typed.slice(0, 80)}”, and no sentence has these words.`)];
  });
}

let fields = 0;

/**
 * A field that asks for one thing.
 * @param {string} label @param {(id: string, name: string) => void} take @param {{name?: string, keep?: boolean, hint?: string}} [how] `keep`: the name stays in the field
 */
export function thingField(label, take, how = {}) {
  fields += 1;
  const id = `field-${fields}`;
  const list = el('div', { id: `${id}-list`, class: 'found', role: 'listbox', 'aria-label': label, hidden: true });
  const input = /** @type {HTMLInputElement} */ (el('input', {
    id, type: 'text', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-autocomplete': 'list',
    autocomplete: 'off', spellcheck: 'false', placeholder: how.hint ?? 'A name', value: how.name ?? '',
  }));
  const box = combobox(input, list, async (typed) => {
    const found = await ask('names', { q: typed });
    const rows = found.things.map((/** @type {any} */ t) => entry(t, () => {
      input.value = how.keep ? t.name : '';
      box.close();
      take(t.id, t.name);
    }));
    return rows.length ? rows : [el('div', { class: 'found-none', role: 'presentation' }, 'Nothing of that name')];
  });
  return el('div', { class: 'field' }, el('label', { for: id }, label), el('div', { class: 'field-box' }, input, list));
}
