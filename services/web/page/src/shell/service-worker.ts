/** Keeps the page for the next time, where the browser can; the page works without. */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = () => {
    navigator.serviceWorker.register('/app/sw.js', { scope: '/' }).catch(() => {
      // Private windows and plain http have none.
    });
  };
  // Not while the page itself loads: it has the network for itself.
  if (document.readyState === 'complete') register();
  else addEventListener('load', register);
}
