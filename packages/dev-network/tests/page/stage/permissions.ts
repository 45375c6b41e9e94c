import type { Browser, CDPSession, Page } from 'playwright-core';

export type Permission = 'camera' | 'geolocation' | 'notifications';

// What a session has decided is forgotten when it ends: each browser keeps one.
const sessions = new WeakMap<Browser, Promise<CDPSession>>();

/**
 * Decides for all pages of a page's browser what its person answers. `prompt` is somebody who closes the question: it may be
 * asked again. So it is with what nobody has decided.
 */
export async function setPermission(
  page: Page,
  name: Permission,
  setting: 'granted' | 'denied' | 'prompt',
): Promise<void> {
  const context = page.context();
  const browser = context.browser();
  if (!browser) throw new Error('this page is not of a browser that was launched');
  const ofPage = await context.newCDPSession(page);
  const { browserContextId } = (await ofPage.send('Target.getTargetInfo')).targetInfo;
  await ofPage.detach();
  if (browserContextId === undefined) throw new Error('this page has no context');
  const session = sessions.get(browser) ?? browser.newBrowserCDPSession();
  sessions.set(browser, session);
  await (await session).send('Browser.setPermission', { permission: { name }, setting, browserContextId });
}
