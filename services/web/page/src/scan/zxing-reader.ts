import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { ReadCodes } from './code-reader.ts';

/** Larger pictures take longer to read than they help. */
const LONGEST_SIDE = 1280;

prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });
const canvas = document.createElement('canvas');
const context = canvas.getContext('2d', { willReadFrequently: true });

export const readWithZxing: ReadCodes = async (video) => {
  const { videoWidth, videoHeight } = video;
  if (!context || videoWidth === 0) return [];
  const scale = Math.min(1, LONGEST_SIDE / Math.max(videoWidth, videoHeight));
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  const picture = context.getImageData(0, 0, canvas.width, canvas.height);
  const found = await readBarcodes(picture, { formats: ['QRCode'], maxNumberOfSymbols: 9 });
  return found.map(({ text, position: { topLeft, bottomRight } }) => ({
    text,
    fromCentre: Math.hypot(
      (topLeft.x + bottomRight.x - canvas.width) / 2,
      (topLeft.y + bottomRight.y - canvas.height) / 2,
    ),
  }));
};
