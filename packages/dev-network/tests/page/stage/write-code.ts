import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { paint } from './paint.ts';

// Of itself the package would fetch it from a server far away.
const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm'));
const overrides = { wasmBinary: Uint8Array.from(readFileSync(wasm)).buffer };

/** A picture of a projector's screen that shows a QR code, as a PNG. */
export async function paintCode(browser: Browser, text: string): Promise<Buffer> {
  prepareZXingModule({ overrides });
  const { svg } = await writeBarcode(text, { format: 'QRCode', scale: 8 });
  return paint(browser, { html: svg.slice(svg.indexOf('<svg')), widthPx: 1280, heightPx: 800 });
}
