import { useEffect, useState, useSyncExternalStore } from 'react';
import { type CameraProblem, cameraProblem, closeCamera, openCamera } from './camera.ts';

export type CameraState =
  | { state: 'off' | 'starting' }
  | { state: 'on'; stream: MediaStream }
  | { state: 'problem'; problem: CameraProblem };

/** The camera, open for as long as it is wanted and somebody looks at the page. */
export function useCamera(isWanted: boolean): CameraState & { retry: () => void } {
  const isVisible = useSyncExternalStore(onVisibility, () => !document.hidden);
  const [camera, setCamera] = useState<CameraState>({ state: 'off' });
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn is another try
  useEffect(() => {
    if (!isWanted || !isVisible) return;
    let isGone = false;
    let opened: MediaStream | undefined;
    const show = (next: CameraState) => !isGone && setCamera(next);
    show({ state: 'starting' });
    openCamera().then(
      (stream) => {
        opened = stream;
        if (isGone) return closeCamera(stream);
        // Taken away: by another app, or by hand in the settings.
        for (const track of stream.getVideoTracks()) {
          track.addEventListener('ended', () => show({ state: 'problem', problem: 'busy' }));
        }
        show({ state: 'on', stream });
      },
      (error: unknown) => show({ state: 'problem', problem: cameraProblem(error) }),
    );
    return () => {
      isGone = true;
      if (opened) closeCamera(opened);
      setCamera({ state: 'off' });
    };
  }, [isWanted, isVisible, turn]);
  return { ...camera, retry: () => setTurn((before) => before + 1) };
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
