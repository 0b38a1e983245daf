// Pictures of pages, to be looked at: node shot.mjs OUT page.html[#part] …
// ONLY="1280-light 390-dark" takes some of the four shapes; PARTS="met wants" takes these sections by themselves;
// PRINT=1 takes it as on paper;
// LIVE=1 puts in the style and script of the working tree, so that they can be worked on without a build.
import { chromium } from 'playwright-core';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';

const [out, ...pages] = process.argv.slice(2);
const shapes = (process.env.ONLY || '1280-light 1280-dark 390-light 390-dark').split(' ');
const parts = (process.env.PARTS || '').split(' ').filter(Boolean);
const templates = new URL('../crates/cli/templates/', import.meta.url);

function live(path) {
  const inline = (html, tag, file) => {
    const old = html.match(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`))[1];
    const fresh = readFileSync(new URL(file, templates), 'utf8');
    const hash = (words) => `sha256-${createHash('sha256').update(words).digest('base64')}`;
    return html.replace(`<${tag}>${old}</${tag}>`, () => `<${tag}>${fresh}</${tag}>`).replace(hash(old), hash(fresh));
  };
  const html = inline(inline(readFileSync(path, 'utf8'), 'style', 'dossier.css'), 'script', 'dossier.js');
  writeFileSync(path, html);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const page of pages) {
  const [path, hash] = page.split('#');
  if (process.env.LIVE) live(path);
  for (const shape of shapes) {
    const [width, scheme] = shape.split('-');
    const height = parts.length ? 5000 : +width > 600 ? 800 : 844;
    const context = await browser.newContext({ viewport: { width: +width, height }, colorScheme: scheme });
    const tab = await context.newPage();
    tab.on('console', (m) => console.log(m.text()));
    tab.on('pageerror', (e) => console.log(String(e)));
    await tab.goto('file://' + resolve(path) + (hash ? '#' + hash : ''));
    const name = `${out}/${basename(path, '.html')}`;
    if (process.env.PRINT) {
      await tab.emulateMedia({ media: 'print' });
      await tab.screenshot({ path: `${name}-print.png`, fullPage: true });
      continue;
    }
    if (!parts.length) await tab.screenshot({ path: `${name}-${hash ? hash + '-' : ''}${shape}.png` });
    for (const part of parts) await tab.locator('#' + part).screenshot({ path: `${name}-${part}-${shape}.png` });
    await context.close();
  }
}
await browser.close();
