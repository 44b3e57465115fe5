// @ts-check
// Which address reopens exactly this view?

import { board } from './board.js';
import { conditions } from './filter.js';
import { camera } from './paint.js';
import { showing } from './panel.js';
import { later } from './tools.js';

/**
 * @typedef {{n: [string, number, number, number][], c: [number, number, number], f: Record<string, any>, p: {kind: string, ids: string[]},
 *   s: string | null, k: string[], v: string, q: Record<string, any>}} Saved
 */

/** The view that is open and what it asks; set by the page. @type {{name: string, query: Record<string, any>}} */
export const view = { name: 'map', query: {} };

/** @returns {Saved} */
function saved() {
  const round = (/** @type {number} */ n) => Math.round(n * 1000) / 1000;
  return {
    n: board.nodes.map((n) => [n.id, Math.round(n.x), Math.round(n.y), board.pinned.has(n.id) ? 1 : 0]),
    c: [Math.round(camera.x), Math.round(camera.y), round(camera.k)],
    f: conditions(), p: showing, s: board.selected, k: board.picked, v: view.name, q: view.query,
  };
}

/** @param {ReadableWritablePair<Uint8Array, BufferSource>} through @param {BufferSource} bytes */
async function pass(through, bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(through);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The address of this view. */
export async function address() {
  const bytes = new TextEncoder().encode(JSON.stringify(saved()));
  const packed = await pass(new CompressionStream('deflate-raw'), bytes);
  let letters = '';
  for (let i = 0; i < packed.length; i += 8192) letters += String.fromCharCode(...packed.subarray(i, i + 8192));
  const words = btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `${location.origin}${location.pathname}#1.${words}`;
}

/** What an address says, if it says a view. @param {string} hash @returns {Promise<Saved | null>} */
export async function read(hash) {
  if (!hash.startsWith('#1.')) return null;
  try {
    const letters = atob(hash.slice(3).replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(letters, (c) => c.charCodeAt(0));
    const told = JSON.parse(new TextDecoder().decode(await pass(new DecompressionStream('deflate-raw'), bytes)));
    return Array.isArray(told.n) && Array.isArray(told.c) ? told : null;
  } catch {
    return null;
  }
}

/** Keeps the address up with the view. */
export const keep = later(async () => {
  history.replaceState(null, '', await address());
}, 400);
