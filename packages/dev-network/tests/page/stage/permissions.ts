import type { Page } from 'playwright-core';

export type Permission = 'camera' | 'geolocation' | 'notifications';

/**
 * Decides for a page and all others of its context what a person would answer. `prompt` is somebody who closes the question:
 * it will be asked again. A page may ask for what nobody has decided and is told `prompt` too.
 */
export async function setPermission(
  page: Page,
  name: Permission,
  setting: 'granted' | 'denied' | 'prompt',
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  await session.detach();
  const browser = await page.context().browser()?.newBrowserCDPSession();
  const { browserContextId } = targetInfo;
  await browser?.send('Browser.setPermission', {
    permission: { name },
    setting,
    ...(browserContextId !== undefined && { browserContextId }),
  });
  await browser?.detach();
}
