const SAME_WISH_MS = 1_000;

/**
 * Calls `stop` when the process is asked to stop, and `force` when it is asked again. One Ctrl-C can arrive twice, from the
 * terminal and from npm.
 */
export function onStopSignal(stop: () => void, force: () => void): void {
  let askedAtMs: number | undefined;
  const asked = () => {
    if (askedAtMs === undefined) {
      askedAtMs = performance.now();
      stop();
    } else if (performance.now() - askedAtMs > SAME_WISH_MS) {
      force();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, asked);
}
