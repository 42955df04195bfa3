import { chromium } from '@playwright/test';

import { findChromium } from '../../tools/findChromium.mjs';

/** Lays pictures beside each other under their names, with the browser that took them. */
export async function makeContactSheet(
  title: string,
  shots: readonly { name: string; png: Buffer }[],
): Promise<Buffer> {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 2000, height: 400 } });
    const figures = shots.map(
      ({ name, png }) =>
        `<figure><img src="data:image/png;base64,${png.toString('base64')}"><figcaption>${title} · ${name}</figcaption></figure>`,
    );
    await page.setContent(
      `<style>body{margin:8px;font:14px sans-serif;display:grid;grid-template-columns:1fr 1fr;gap:10px;background:#888}
      figure{margin:0}img{width:100%;display:block}figcaption{background:#fff;padding:2px 6px}</style>${figures.join('')}`,
    );
    return await page.screenshot({ fullPage: true });
  } finally {
    await browser.close();
  }
}
