import type { BrowserContext, Page } from 'playwright-core';
import { setPermission } from './permissions.ts';
import { isWall, type Wall } from './wall.ts';

/**
 * What a page gets that asks for the camera. `allowed`: Chromium's test picture; `refused`: blocked by the person; `dismissed`:
 * the question was closed, and may be asked again; `busy`: another program has it; `none`: the device has no camera; a wall,
 * or a film: what they show.
 */
export type Camera = 'allowed' | 'refused' | 'dismissed' | 'busy' | 'none' | Wall | { film: string };

const settings = { refused: 'denied', dismissed: 'prompt' } as const;

/** Gives a context its camera, before a page of it opens an address. */
export async function installCamera(context: BrowserContext, page: Page, camera: Camera): Promise<void> {
  const setting = camera === 'refused' || camera === 'dismissed' ? settings[camera] : 'granted';
  await setPermission(page, 'camera', setting);
  if (camera === 'busy') await context.addInitScript(failToStart);
  if (camera === 'none') await context.addInitScript(haveNoCamera);
  if (isWall(camera)) await camera.hangIn(context);
}

function failToStart(): void {
  if (!('MediaDevices' in globalThis)) return; // as in blank tabs
  MediaDevices.prototype.getUserMedia = () =>
    Promise.reject(new DOMException('Could not start video source', 'NotReadableError'));
}

function haveNoCamera(): void {
  if (!('MediaDevices' in globalThis)) return;
  const { enumerateDevices } = MediaDevices.prototype;
  MediaDevices.prototype.getUserMedia = () =>
    Promise.reject(new DOMException('Requested device not found', 'NotFoundError'));
  MediaDevices.prototype.enumerateDevices = async function () {
    return (await enumerateDevices.call(this)).filter(({ kind }) => kind !== 'videoinput');
  };
}
