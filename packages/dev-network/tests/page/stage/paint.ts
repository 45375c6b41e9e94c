import type { Browser } from 'playwright-core';

export interface Painting {
  /** What is inside of the body. */
  html: string;
  widthPx: number;
  heightPx: number;
  background?: string;
  type?: 'png' | 'jpeg';
}

/** A picture of a small document, in pixels of its own: one for one whatever the screen. */
export async function paint(
  browser: Browser,
  { html, widthPx, heightPx, background = 'white', type = 'png' }: Painting,
): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: widthPx, height: heightPx }, deviceScaleFactor: 1 });
  try {
    await page.setContent(
      `<style>body { margin: 0; height: 100vh; display: grid; place-items: center; overflow: hidden; background: ${background} }</style>${html}`,
    );
    await page
      .locator('img')
      .evaluateAll((images) => Promise.all(images.map((image) => (image as HTMLImageElement).decode())));
    return await page.screenshot({ type, ...(type === 'jpeg' && { quality: 90 }) });
  } finally {
    await page.close();
  }
}

/** A PNG as an address that documents can hold. */
export function dataUrlOf(png: Buffer): string {
  return `data:image/png;base64,${png.toString('base64')}`;
}
