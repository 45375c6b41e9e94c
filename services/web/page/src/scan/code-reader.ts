import type { FoundCode } from './choose-code.ts';

/** Finds the QR codes in what a camera shows now. */
export type ReadCodes = (video: HTMLVideoElement) => Promise<FoundCode[]>;

// The browser's own, which TypeScript does not know yet: https://wicg.github.io/shape-detection-api/
interface NativeDetector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string; boundingBox: DOMRectReadOnly }[]>;
}
interface NativeDetectors {
  new (options: { formats: string[] }): NativeDetector;
  getSupportedFormats(): Promise<string[]>;
}

/** The browser's own detector where it knows QR codes, else one of ours, loaded when it is needed. */
export async function openCodeReader(): Promise<ReadCodes> {
  const native = await openNative().catch(() => undefined);
  if (native) return native;
  const { readWithZxing } = await import('./zxing-reader.ts');
  return readWithZxing;
}

async function openNative(): Promise<ReadCodes | undefined> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: NativeDetectors };
  if (!BarcodeDetector || !(await BarcodeDetector.getSupportedFormats()).includes('qr_code')) return undefined;
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  return async (video) => {
    const found = await detector.detect(video);
    const centre = { x: video.videoWidth / 2, y: video.videoHeight / 2 };
    return found.map(({ rawValue, boundingBox: { x, y, width, height } }) => ({
      text: rawValue,
      fromCentre: Math.hypot(x + width / 2 - centre.x, y + height / 2 - centre.y),
    }));
  };
}
