/** Why there is no picture. */
export type CameraProblem = 'denied' | 'busy' | 'missing' | 'insecure' | 'failed';

const wishes: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1080 } },
};

/** The camera at the back, where there is one. Throws what {@link cameraProblem} has a word for. */
export async function openCamera(): Promise<MediaStream> {
  const stream = await navigator.mediaDevices.getUserMedia(wishes);
  const [track] = stream.getVideoTracks();
  // Phones that focus once would be sharp at the desk instead of at the wall.
  await track?.applyConstraints({ advanced: [{ focusMode: 'continuous' } as MediaTrackConstraintSet] }).catch(() => {});
  return stream;
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

export function cameraProblem(error: unknown): CameraProblem {
  // Without https the browser has no `mediaDevices` at all.
  if (!isSecureContext) return 'insecure';
  const problems: Record<string, CameraProblem> = {
    NotAllowedError: 'denied',
    SecurityError: 'denied',
    NotReadableError: 'busy',
    AbortError: 'busy',
    NotFoundError: 'missing',
    OverconstrainedError: 'missing',
  };
  if (!('mediaDevices' in navigator)) return 'missing';
  return (error instanceof DOMException && problems[error.name]) || 'failed';
}

/** Whether the browser opens the camera without asking. */
export async function cameraPermission(): Promise<PermissionState> {
  try {
    return (await navigator.permissions.query({ name: 'camera' as PermissionName })).state;
  } catch {
    return 'prompt';
  }
}
