import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { prepareZXingModule, type ReadResult, readBarcodes } from 'zxing-wasm/reader';
import { dataUrlOf, paint } from './paint.ts';

// Of itself the package would fetch it from a server far away.
const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
const overrides = { wasmBinary: Uint8Array.from(readFileSync(wasm)).buffer };

/** What the QR code in a picture says; undefined when none can be read. */
export async function readCode(png: Buffer): Promise<string | undefined> {
  return (await findCode(png))?.text;
}

export interface Degradation {
  /** How wide the code is afterwards, without its quiet zone. */
  codeWidthPx: number;
  /** Standard deviation of the blur, as in CSS. */
  blurPx: number;
  /** How far it is turned, and how far it is seen from the side. */
  tiltDegrees: number;
}

/** A picture of a code as a phone sees it from far away. Throws when there is no code to be read in it. */
export async function degrade(
  browser: Browser,
  png: Buffer,
  { codeWidthPx, blurPx, tiltDegrees }: Degradation,
): Promise<Buffer> {
  const found = await findCode(png);
  if (!found) throw new Error('there is no code in this picture');
  const { topLeft, topRight } = found.position;
  const scale = codeWidthPx / Math.hypot(topRight.x - topLeft.x, topRight.y - topLeft.y);
  const { width, height } = sizeOf(png);
  const style = [
    `width: ${width * scale}px`,
    `filter: blur(${blurPx}px)`,
    `transform: perspective(${4 * codeWidthPx}px) rotateY(${tiltDegrees}deg) rotate(${tiltDegrees}deg)`,
  ].join('; ');
  const html = `<img src="${dataUrlOf(png)}" style="${style}">`;
  // Room for what is turned.
  const [widthPx, heightPx] = [width, height].map((side) => Math.ceil(side * scale * 1.5)) as [number, number];
  return paint(browser, { html, widthPx, heightPx, background: '#888' });
}

async function findCode(png: Buffer): Promise<ReadResult | undefined> {
  prepareZXingModule({ overrides });
  const found = await readBarcodes(Uint8Array.from(png), { formats: ['QRCode'], tryHarder: true });
  return found.find(({ isValid }) => isValid);
}

/** Width and height stand in the first chunk (PNG 11.2.1). */
function sizeOf(png: Buffer): { width: number; height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
