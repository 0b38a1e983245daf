// Pictures of pages, to be looked at: node shot.mjs OUT page.html [page.html …]
import { chromium } from 'playwright-core';
import { basename, resolve } from 'node:path';
const [out, ...pages] = process.argv.slice(2);
const only = (process.env.ONLY || '1280-light 1280-dark 390-light 390-dark').split(' ');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const page of pages) for (const shape of only) {
  const [width, scheme] = shape.split('-');
  const context = await browser.newContext({ viewport: { width: +width, height: +width > 600 ? 800 : 844 }, colorScheme: scheme });
  const tab = await context.newPage();
  await tab.goto('file://' + resolve(page.split('#')[0]) + (page.includes('#') ? '#' + page.split('#')[1] : ''));
  const name = basename(page.replace('#', '-'), '.html');
  await tab.screenshot({ path: `${out}/${name}-${shape}.png` });
  if (process.env.FULL) await tab.screenshot({ path: `${out}/${name}-${shape}-full.png`, fullPage: true });
  await context.close();
}
await browser.close();
