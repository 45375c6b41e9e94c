/**
 * Keeps the page itself, so that it opens at once and without a network. What it asks the API is never kept: attendance is
 * always what the server says.
 *
 * A new version takes over at once. A page of the old one that is open goes on; when it wants a part that is gone, it loads
 * itself again (new-version.ts). Waiting instead until all windows are closed would on a phone mean: hardly ever.
 */
import { clientsClaim } from 'workbox-core';
import { ExpirationPlugin } from 'workbox-expiration';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (string | { url: string; revision: string | null })[] };

void self.skipWaiting();
clientsClaim();
cleanupOutdatedCaches();
// An address is not a file's name without its ending: /app/scan is a page of index.html.
precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false });
registerRoute(new NavigationRoute(createHandlerBoundToURL('/app/scan.html'), { allowlist: [/^\/s$/] }));
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/app/index.html'), { allowlist: [/^\/app$/, /^\/app\/[^.]*$/] }),
);
// Named by what is in them: what was loaded once is right for ever.
registerRoute(
  ({ url }) => url.origin === self.location.origin && url.pathname.startsWith('/app/assets/'),
  new CacheFirst({ cacheName: 'parts', plugins: [new ExpirationPlugin({ maxEntries: 150 })] }),
);
