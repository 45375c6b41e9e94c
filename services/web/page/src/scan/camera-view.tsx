import { Camera } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { CameraControls } from './camera-controls.tsx';
import type { CameraState } from './use-camera.ts';
import { useCodeReader } from './use-code-reader.ts';

interface CameraViewProps {
  camera: CameraState & { retry: () => void };
  isReading: boolean;
  tried: ReadonlySet<string>;
  onToken: (token: string) => void;
}

/** What the camera sees, and what is going on in one line. */
export function CameraView({ camera, isReading, tried, onToken }: CameraViewProps) {
  const { t } = useTranslation('scan');
  const video = useRef<HTMLVideoElement>(null);
  const stream = camera.state === 'on' ? camera.stream : null;
  const seesOthers = useCodeReader(video, { isReading: isReading && stream !== null, tried, onToken });
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return (
    <div className="grid gap-2">
      <div className="relative h-[52dvh] max-h-[560px] min-h-60 overflow-hidden rounded-16 bg-[#000] text-[#fff]">
        <video
          ref={video}
          autoPlay
          muted
          playsInline
          aria-label={t('camera.view')}
          className="absolute inset-0 size-full object-cover"
        />
        {stream && <Corners />}
        {stream && <CameraControls stream={stream} />}
        {camera.state === 'problem' && <Problem camera={camera} />}
      </div>
      <p role="status" className="min-h-6 text-center text-quiet">
        {camera.state === 'starting' && t('camera.starting')}
        {stream && isReading && t(seesOthers ? 'camera.notOurs' : 'camera.looking')}
        {stream && !isReading && t('sending')}
      </p>
    </div>
  );
}

function Problem({ camera }: Pick<CameraViewProps, 'camera'>) {
  const { t } = useTranslation(['scan', 'common']);
  if (camera.state !== 'problem') return null;
  const { problem, retry } = camera;
  return (
    <div
      role="alert"
      className="absolute inset-0 grid place-content-center justify-items-center gap-2 bg-card p-6 text-center text-text"
    >
      <Camera aria-hidden size={28} className="text-quiet" />
      <p className="font-medium">{t(`camera.problems.${problem}.title`)}</p>
      <p className="text-quiet">{t(`camera.problems.${problem}.advice`)}</p>
      {problem !== 'insecure' && problem !== 'missing' && (
        <Button className="mt-2" onClick={retry}>
          {t('common:actions.retry')}
        </Button>
      )}
    </div>
  );
}

/** Where to have the code. */
function Corners() {
  return (
    <svg
      aria-hidden
      viewBox="0 0 100 100"
      className="absolute top-1/2 left-1/2 size-56 -translate-x-1/2 -translate-y-1/2 fill-none stroke-current stroke-2 opacity-90"
    >
      <path
        strokeLinecap="round"
        d="M2 20V8a6 6 0 0 1 6-6h12M80 2h12a6 6 0 0 1 6 6v12M98 80v12a6 6 0 0 1-6 6H80M20 98H8a6 6 0 0 1-6-6V80"
      />
    </svg>
  );
}
