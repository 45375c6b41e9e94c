import { Flashlight, FlashlightOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

// Of the image capture specification, which TypeScript does not know: https://w3c.github.io/mediacapture-image/
interface Abilities extends MediaTrackCapabilities {
  torch?: boolean;
  zoom?: { min: number; max: number; step: number };
}
type Setting = MediaTrackConstraintSet & { torch?: boolean; zoom?: number };

/** Light and zoom, where the phone has them. */
export function CameraControls({ stream }: { stream: MediaStream }) {
  const { t } = useTranslation('scan');
  const [track] = stream.getVideoTracks();
  const { torch, zoom }: Abilities = track?.getCapabilities?.() ?? {};
  const [isLit, setIsLit] = useState(false);
  const [factor, setFactor] = useState(zoom?.min ?? 1);

  function apply(setting: Setting) {
    track?.applyConstraints({ advanced: [setting] }).catch(() => {}); // some say that they have what they refuse
  }

  const Icon = isLit ? FlashlightOff : Flashlight;
  return (
    <div className="absolute inset-x-0 bottom-0 flex items-center gap-3 p-3">
      {zoom && zoom.max > zoom.min && (
        <input
          type="range"
          aria-label={t('camera.zoom')}
          min={zoom.min}
          max={Math.min(zoom.max, 8 * zoom.min)}
          step={zoom.step || 0.1}
          value={factor}
          onChange={({ target: { valueAsNumber } }) => {
            setFactor(valueAsNumber);
            apply({ zoom: valueAsNumber });
          }}
          className="h-11 min-w-0 grow accent-current"
        />
      )}
      {torch && (
        <button
          type="button"
          aria-pressed={isLit}
          aria-label={t(isLit ? 'camera.torchOff' : 'camera.torchOn')}
          onClick={() => {
            setIsLit(!isLit);
            apply({ torch: !isLit });
          }}
          className="ml-auto inline-flex size-12 items-center justify-center rounded-full bg-[#000]/60"
        >
          <Icon aria-hidden size={22} />
        </button>
      )}
    </div>
  );
}
