/** Into full screen and out of it; a browser that has none, or refuses, leaves the window as it is. */
export async function toggleFullScreen(): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen();
  } catch {
    // It has no full screen, or does not want it now.
  }
}
