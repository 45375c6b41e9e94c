/** A page this young is of the newest version: a part that it cannot load, loading it again would not bring. */
const YOUNG_MS = 60_000;

/** Parts of an old version are gone when a new one is there; a page that misses one loads itself again, as the new one. */
export function followNewVersions(): void {
  addEventListener('vite:preloadError', () => {
    if (navigator.onLine && performance.now() > YOUNG_MS) location.reload();
  });
}
