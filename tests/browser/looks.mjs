// Does the page look right and read well to a machine, in both themes, at a desk and in a hand?

import { createRequire } from 'node:module';
import { search, shot, view } from './page.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** What axe finds on a page, in words. */
async function faults(page) {
  const { violations } = await page.evaluate((rules) => window.axe.run(document, { runOnly: rules, resultTypes: ['violations'] }), RULES);
  return violations.map((v) => `${v.impact} ${v.id}: ${v.help} (${v.nodes.length}: ${v.nodes[0].target} ${v.nodes[0].any?.[0]?.message ?? ''})`);
}

/** One look: the first picture, a thing, each view. */
async function look(page, name) {
  await page.addScriptTag({ path: AXE });
  const found = [];
  const see = async (what) => {
    found.push(...await faults(page));
    await shot(page, `${what}-${name}`);
  };
  await see('first');
  await search(page, 'Japan');
  await page.keyboard.press('Enter');
  await page.locator('#panel h2', { hasText: 'Japan' }).waitFor();
  await page.waitForFunction(() => window.chancery.board.selected && document.activeElement?.id === 'canvas');
  await page.locator('#panel details.correct summary').click();
  await page.locator('#panel details.correct button', { hasText: 'Split' }).click();
  await see('correct');
  await page.locator('#panel details.correct summary').click();
  await page.evaluate(() => { document.querySelector('#panel').scrollTop = 0; });
  await see('thing');
  for (const one of ['timeline', 'overlap', 'conflicts', 'trace']) {
    await view(page, one);
    await see(one);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const all = [...new Set(found)];
  const serious = all.filter((f) => /^(serious|critical)/.test(f));
  if (wide > 0) serious.push(`${wide} px too wide`);
  if (serious.length) throw new Error(serious.join('\n     '));
  return all.join('\n     ');
}

/** Stories of somebody who looks at everything. */
export function looks(url) {
  const sizes = [[1280, 800, false], [1280, 800, true], [390, 844, false], [390, 844, true]];
  return sizes.map(([width, height, dark]) => {
    const name = `${width}-${dark ? 'dark' : 'light'}`;
    // axe is a script of another's: the page's own policy would not let it run.
    return { name: `axe and width at ${name}`, act: async (open) => look(await open(url, { width, height, dark, bypassCSP: true }), name) };
  });
}
