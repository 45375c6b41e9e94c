import { type Browser, chromium } from 'playwright-core';

// Playwright adds --headless, a profile of its own that goes with the browser, and more that keeps a Chromium silent. The
// permission to use the camera stays real: --use-fake-ui-for-media-stream would give it even where it is denied.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
];

export interface LaunchOptions {
  /** A .mjpeg or .y4m file that its camera shows again and again. Default: Chromium's own test picture. */
  cameraFile?: string | undefined;
}

/** Starts a Chromium without a window, with a camera that is a file. It does not outlive this process. */
export function launchChromium(executablePath: string, { cameraFile }: LaunchOptions = {}): Promise<Browser> {
  const camera = cameraFile === undefined ? [] : [`--use-file-for-fake-video-capture=${cameraFile}`];
  return chromium.launch({ executablePath, headless: true, args: [...flags, ...camera] });
}
