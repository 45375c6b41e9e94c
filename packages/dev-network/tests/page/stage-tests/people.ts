import { routes } from '@rollcall/contracts';
import { expect, test } from 'vitest';
import { shot } from '../stage/checks.ts';
import { useSite } from '../stage/site.ts';
import type { Stage } from '../stage/stage.ts';
import { apis } from '../stage/without.ts';
import { documentOf } from './document.ts';

export function peopleTests(stage: Stage): void {
  const site = useSite({ '/': documentOf('Empty', '') });

  test('a person is logged in by a cookie that scripts cannot read and the API takes', async () => {
    const page = await stage.teacher.open('/docs/sockets');
    const cookies = await page.context().cookies(`${stage.origin}/api/v1/auth/refresh`);
    const expected = { name: 'rollcall_refresh', httpOnly: true, path: '/api/v1/auth' };
    expect(cookies).toContainEqual(expect.objectContaining(expected));
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(await page.evaluate(refresh)).toEqual({ status: 200, email: stage.teacher.email });
  });

  test('a browser in which nobody is logged in has no cookie', async () => {
    const page = await stage.open('/docs/sockets');
    expect(await page.evaluate(refresh)).toEqual({ status: 401, email: undefined });
  });

  test('the teacher has a class, in which the students are, and the administrator may list them all', async () => {
    const { teacher, students, admin, classId, className } = stage;
    const { items } = await teacher.client.call(routes.listClasses, { query: {} });
    expect(items).toMatchObject([{ _id: classId, className }]);
    for (const student of students) {
      const own = await student.client.call(routes.listClasses, { query: {} });
      expect(own.items).toMatchObject([{ _id: classId }]);
    }
    const users = await admin.client.call(routes.listUsers, { query: {} });
    expect(users.items.map(({ email }) => email)).toEqual(expect.arrayContaining([teacher.email, admin.email]));
    const other = await stage.newHall(1);
    expect(other.classId).not.toBe(classId);
  });

  test.each([
    { theme: 'light', size: 'desktop', language: 'en' },
    { theme: 'dark', size: 'phone', language: 'de' },
  ] as const)('a browser is $theme, a $size and speaks $language', async (look) => {
    const page = await stage.open(site.origin, look);
    expect(await page.evaluate(readLook)).toEqual({
      ...look,
      screen: look.size === 'phone' ? { width: 390, height: 844, dpr: 2 } : { width: 1280, height: 800, dpr: 1 },
    });
    expect(await shot(page, `stage/${look.theme} ${look.size}`)).toMatch(/\/stage-(light-desktop|dark-phone)\.png$/);
  });

  test('what a browser is without is not there, and is there else', async () => {
    const whole = await stage.open(site.origin);
    const lacking = await stage.open(site.origin, { without: apis });
    // Chromium reads codes by itself on Android and macOS alone.
    const expected = apis.filter((api) => api !== 'BarcodeDetector');
    expect(await whole.evaluate(presentApis)).toEqual(expected.toSorted());
    expect(await lacking.evaluate(presentApis)).toEqual([]);
    const silent = await stage.open(site.origin, { without: ['cameraPermission'] });
    expect(await silent.evaluate(presentApis)).toEqual(expected.filter((api) => api !== 'cameraPermission').toSorted());
  });
}

async function refresh() {
  const answer = await fetch('/api/v1/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Rollcall-Client': 'browser' },
    body: '{}',
  });
  return { status: answer.status, email: (await answer.json()).data?.user.email };
}

function readLook() {
  const isCoarse = matchMedia('(pointer: coarse)').matches && navigator.maxTouchPoints > 0;
  return {
    theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    size: isCoarse ? 'phone' : 'desktop',
    language: navigator.language.slice(0, 2),
    screen: { width: innerWidth, height: innerHeight, dpr: devicePixelRatio },
  };
}

/** As pages ask for them. */
async function presentApis(): Promise<string[]> {
  const camera = { name: 'camera' as PermissionName };
  const isThere = {
    AudioContext: 'AudioContext' in window,
    BarcodeDetector: 'BarcodeDetector' in window,
    BroadcastChannel: typeof BroadcastChannel !== 'undefined',
    Notification: 'Notification' in window,
    OffscreenCanvas: typeof OffscreenCanvas !== 'undefined',
    cameraPermission: await navigator.permissions?.query(camera).then(
      () => true,
      () => false,
    ),
    clipboard: navigator.clipboard !== undefined,
    geolocation: 'geolocation' in navigator,
    indexedDB: typeof indexedDB !== 'undefined',
    installPrompt: 'BeforeInstallPromptEvent' in window,
    locks: 'locks' in navigator,
    mediaDevices: navigator.mediaDevices !== undefined,
    permissions: 'permissions' in navigator,
    requestFullscreen: document.fullscreenEnabled === true && 'requestFullscreen' in document.documentElement,
    requestIdleCallback: 'requestIdleCallback' in window,
    requestVideoFrameCallback: 'requestVideoFrameCallback' in HTMLVideoElement.prototype,
    serviceWorker: 'serviceWorker' in navigator,
    vibrate: 'vibrate' in navigator,
    wakeLock: 'wakeLock' in navigator,
  };
  return Object.entries(isThere).flatMap(([api, there]) => (there ? [api] : []));
}
