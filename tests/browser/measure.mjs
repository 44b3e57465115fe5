// How fast is the explorer? First picture, frames while panning, bytes, a hundred clients, a slow one.
// Usage: CHROMIUM=… node measure.mjs URL   (a server that runs)

import http from 'node:http';
import net from 'node:net';
import { chromium } from 'playwright-core';

const url = process.argv[2];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();

let bytes = 0;
const devtools = await page.context().newCDPSession(page);
await devtools.send('Network.enable');
devtools.on('Network.loadingFinished', (e) => { bytes += e.encodedDataLength; });
for (let i = 0; i < 3; i += 1) {
  bytes = 0;
  const begun = performance.now();
  await page.goto(url);
  await page.waitForFunction(() => window.chancery?.board.nodes.length > 0 && window.chancery.figures.frames > 0);
  console.log(`first picture ${Math.round(performance.now() - begun)} ms, ${Math.round(bytes / 1024)} KiB over the wire, ${await page.evaluate(() => window.chancery.board.nodes.length)} things`);
}

/** Frames a second while the picture is moved in circles about its middle for some seconds. */
async function pan(zoom) {
  await page.evaluate((z) => {
    const { board, camera, place } = window.chancery;
    const middle = (axis) => board.nodes.map((n) => n[axis]).sort((a, b) => a - b)[board.nodes.length >> 1];
    place(middle('x'), middle('y'), z ?? camera.k);
  }, zoom);
  // Until the new zoom has been painted once.
  await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 600))); }));
  return page.evaluate(() => new Promise((done) => {
    const { camera, figures, pan: move } = window.chancery;
    const [began, from, costs] = [performance.now(), figures.frames, []];
    const step = () => {
      const t = performance.now() - began;
      if (t > 4000) {
        costs.sort((a, b) => a - b);
        return done({ fps: ((figures.frames - from) / t) * 1000, median: costs[costs.length >> 1], p95: costs[Math.floor(costs.length * 0.95)] });
      }
      move((9 * Math.sin(t / 300)) / camera.k, (7 * Math.cos(t / 300)) / camera.k);
      costs.push(figures.last);
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }));
}

const more = page.locator('#notes button', { hasText: /2,000|All/ }).last();
if (await more.count()) {
  const begun = performance.now();
  await more.click();
  await page.waitForFunction(() => window.chancery.board.nodes.length > 300, null, { timeout: 120_000 });
  console.log(`${await page.evaluate(() => window.chancery.board.nodes.length)} things, ${await page.evaluate(() => window.chancery.board.edges.length)} facts laid out and drawn in ${Math.round(performance.now() - begun)} ms`);
  await page.waitForTimeout(500);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/many.png` });
  for (const zoom of [null, 0.15, 0.3, 0.6, 1]) {
    const { fps, median, p95 } = await pan(zoom);
    const k = await page.evaluate(() => window.chancery.camera.k);
    console.log(`panning at zoom ${k.toFixed(2)}: ${fps.toFixed(1)} frames a second; painting takes ${median.toFixed(1)} ms, ${p95.toFixed(1)} ms at the 95th percentile`);
  }
}
await browser.close();

const { hostname, port } = new URL(url);
const get = (path) => new Promise((done, failed) => {
  const begun = performance.now();
  http.get({ hostname, port, path, agent: false }, (response) => {
    response.resume();
    response.on('end', () => done({ status: response.statusCode, took: performance.now() - begun }));
  }).on('error', failed);
});
const slow = Array.from({ length: 40 }, () => net.connect(Number(port), hostname, function begin() { this.write('GET /api/about HTTP/1.1\r\nHost: '); }));
slow.forEach((s) => s.on('error', () => {}));
const begun = performance.now();
const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => get(i % 2 ? '/api/search?q=north' : '/api/picture')));
const took = answers.map((a) => a.took).sort((a, b) => a - b);
console.log(`a hundred clients beside forty that never finish asking: ${answers.filter((a) => a.status === 200).length} answered in ${Math.round(performance.now() - begun)} ms, median ${Math.round(took[50])} ms, slowest ${Math.round(took[99])} ms`);
const cut = performance.now();
await Promise.race([Promise.all(slow.map((s) => new Promise((done) => { s.on('close', done); }))), new Promise((done) => { setTimeout(done, 30_000); })]);
console.log(`the forty are let go after ${Math.round((performance.now() - cut) / 100) / 10} s more`);
slow.forEach((s) => s.destroy());
