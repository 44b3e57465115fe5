// What do all stories need: a server, a browser, a page, and the moves of somebody at it?

import { spawn } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const { CHROMIUM, CHANCERY, STORE, SHOTS, PAGE } = process.env;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const SORTS = { js: 'text/javascript', css: 'text/css', html: 'text/html' };

export const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
/** What the browser complained of, on any page. */
export const complaints = [];
const servers = [];

/** Serves a store at any free port. */
export async function serve(store) {
  const server = spawn(CHANCERY, ['serve', '--store', store, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const told = await new Promise((found, failed) => {
    let said = '';
    server.on('exit', (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
    server.stdout.on('data', (bytes) => {
      said += bytes;
      const told = /at (http:\S+)\s+token for corrections: (\w+)/.exec(said);
      if (told) found({ url: told[1], token: told[2] });
    });
  });
  servers.push(server);
  return told;
}

/** A server of a store of one's own, for who changes it. */
export async function serveCopy(name) {
  const folder = `${STORE}.${name}`;
  const { mkdir } = await import('node:fs/promises');
  await mkdir(folder, { recursive: true });
  await copyFile(STORE, `${folder}/samples.db`);
  return serve(`${folder}/samples.db`);
}

export async function close() {
  await browser.close();
  for (const server of servers) {
    server.removeAllListeners('exit');
    server.kill();
  }
}

/** With PAGE, the page's files come from that folder: a change shows without a build. */
async function fromFolder(page) {
  await page.route(/\.(js|css)$|\/$/, async (route) => {
    const path = new URL(route.request().url()).pathname;
    const file = path === '/' ? 'index.html' : path.slice(1);
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-type': SORTS[file.split('.').pop()] };
    delete headers['content-encoding'];
    delete headers['content-length'];
    await route.fulfill({ status: 200, headers, body: await readFile(`${PAGE}/${file}`, 'utf8') });
  });
}

/** A fresh page on the explorer. */
export async function open(at, { width = 1280, height = 800, dark = false, bypassCSP = false } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce', bypassCSP });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  page.on('console', (m) => ['error', 'warning'].includes(m.type()) && !/status of 40[014]/.test(m.text()) && complaints.push(m.text()));
  page.on('pageerror', (e) => complaints.push(e.stack ?? e.message));
  if (PAGE) await fromFolder(page);
  await page.goto(at);
  await page.waitForSelector('body[data-ready]');
  return page;
}

export async function shot(page, name) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

export async function search(page, words) {
  await page.keyboard.press('/');
  await page.locator('#query').fill(words);
  await page.locator('#found [role=option]').first().waitFor();
}

/** Types a name into a field and takes the first thing of the list. */
export async function choose(page, input, name) {
  await input.fill(name);
  await page.locator('.field-box .found:not([hidden]) [role=option]').first().waitFor();
  await page.keyboard.press('Enter');
}

/** Opens a view and waits until it is drawn. */
export async function view(page, name) {
  await page.locator(`[data-view=${name}]`).click();
  await page.waitForFunction((it) => it === 'map' || document.querySelector('#view:not([hidden]):not([aria-busy]) .view-in'), name);
}

export const seen = (page) => page.evaluate(() => [...window.chancery.board.seen]);

/** Runs stories, two at a time; gives the number of those that fail. */
export async function play(stories) {
  let failures = 0;
  const waiting = [...stories];
  const next = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const begun = performance.now();
      const pages = [];
      try {
        const more = await one.act(async (...how) => { pages.push(await open(...how)); return pages.at(-1); });
        console.log(`ok   ${one.name} (${Math.round(performance.now() - begun)} ms)${more ? `\n     ${more}` : ''}`);
      } catch (error) {
        failures += 1;
        console.log(`FAIL ${one.name}: ${error.message}`);
        if (pages.length) await shot(pages.at(-1), `failed-${failures}`).catch(() => {});
      }
      await Promise.all(pages.map((page) => page.context().close()));
    }
  };
  await Promise.all([next(), next(), next()]);
  return failures;
}
