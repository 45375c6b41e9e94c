import type { BrowserContext } from 'playwright-core';

// What is deleted for each, as a path from the global object.
const paths = {
  BarcodeDetector: ['BarcodeDetector'],
  wakeLock: ['Navigator.prototype.wakeLock', 'WakeLock', 'WakeLockSentinel'],
  locks: ['Navigator.prototype.locks', 'LockManager', 'Lock'],
  serviceWorker: ['Navigator.prototype.serviceWorker', 'ServiceWorkerContainer', 'ServiceWorker'],
  vibrate: ['Navigator.prototype.vibrate'],
  permissions: ['Navigator.prototype.permissions', 'Permissions', 'PermissionStatus'],
  requestFullscreen: [
    'Element.prototype.requestFullscreen',
    'Element.prototype.webkitRequestFullscreen',
    'Element.prototype.webkitRequestFullScreen',
    'Document.prototype.exitFullscreen',
    'Document.prototype.fullscreenEnabled',
    'Document.prototype.fullscreenElement',
  ],
  Notification: ['Notification'],
  mediaDevices: ['Navigator.prototype.mediaDevices', 'MediaDevices'],
  geolocation: ['Navigator.prototype.geolocation', 'Geolocation'],
  clipboard: ['Navigator.prototype.clipboard', 'Clipboard'],
  indexedDB: ['indexedDB'],
  BroadcastChannel: ['BroadcastChannel'],
  AudioContext: ['AudioContext', 'webkitAudioContext'],
  OffscreenCanvas: ['OffscreenCanvas', 'HTMLCanvasElement.prototype.transferControlToOffscreen'],
  requestVideoFrameCallback: ['HTMLVideoElement.prototype.requestVideoFrameCallback'],
  requestIdleCallback: ['requestIdleCallback', 'cancelIdleCallback'],
  installPrompt: ['BeforeInstallPromptEvent'],
} satisfies Record<string, string[]>;

/** What browsers may lack and pages use: an API, or `cameraPermission`: that the state of that permission is told. */
export type Api = keyof typeof paths | 'cameraPermission';
export const apis = [...Object.keys(paths), 'cameraPermission'] as Api[];

/** Takes APIs away from the pages of a context that open from now on, as if the browser had never had them. */
export async function takeAway(context: BrowserContext, lacking: readonly Api[]): Promise<void> {
  const gone = lacking.flatMap((api) => (api === 'cameraPermission' ? [] : paths[api]));
  if (gone.length > 0) await context.addInitScript(removePaths, gone);
  if (lacking.includes('cameraPermission')) await context.addInitScript(hideCameraPermission);
}

function removePaths(all: string[]): void {
  for (const path of all) {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    let owner: unknown = globalThis;
    for (const step of steps) owner = (owner as Record<string, unknown> | undefined)?.[step];
    if (owner !== undefined) delete (owner as Record<string, unknown>)[last];
  }
}

function hideCameraPermission(): void {
  const query = Permissions.prototype.query;
  Permissions.prototype.query = function (descriptor) {
    if (descriptor.name !== ('camera' as string)) return query.call(this, descriptor);
    return Promise.reject(new TypeError("'camera' is not a valid value for enumeration PermissionName"));
  };
}
