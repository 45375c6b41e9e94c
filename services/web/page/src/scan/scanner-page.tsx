import { Link } from '@tanstack/react-router';
import { Camera } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { cameraPermission } from './camera.ts';
import { CameraView } from './camera-view.tsx';
import { FullScreen } from './full-screen.tsx';
import { createScanFlow, type ScanState } from './scan-flow.ts';
import { AcceptedScan, type PlaceLink, RefusedScanScreen } from './scan-outcome.tsx';
import { TypedCodeField } from './typed-code-field.tsx';
import { useCamera } from './use-camera.ts';
import { useScanState } from './use-scan-flow.ts';

/** Outlives the page: what was scanned is kept while somebody logs in again, or looks at something else without a network. */
const flow = createScanFlow();

/** The camera at once, the code that is typed below it, and the verdict over all. */
export function ScannerPage() {
  const { t } = useTranslation(['scan', 'common']);
  const state = useScanState(flow);
  const [tried] = useState(() => new Set<string>());
  const [isOpen, open] = useCameraWish();
  const camera = useCamera(isOpen === true && state.step !== 'accepted');
  useKeptScan();
  const isReading = state.step === 'idle';

  function scan(token: string) {
    tried.add(token);
    void flow.send({ token });
  }

  function scanAgain() {
    // The same code is worth another try unless it was the code that was wrong.
    if (state.step === 'refused' && !state.error.code.startsWith('token_')) tried.clear();
    flow.stop();
  }

  return (
    <Page title={t('title')} narrow>
      <div className="grid gap-6">
        {isOpen === false ? (
          <FirstTime onOpen={open} />
        ) : (
          <CameraView camera={camera} isReading={isReading} tried={tried} onToken={scan} />
        )}
        <TypedCodeField isSending={state.step === 'sending'} onCode={(code) => void flow.send({ code })} />
      </div>
      <Verdict state={state} onAgain={scanAgain} />
    </Page>
  );
}

function Verdict({ state, onAgain }: { state: ScanState; onAgain: () => void }) {
  const { t } = useTranslation('scan');
  if (state.step !== 'accepted' && state.step !== 'refused') return null;
  return (
    <FullScreen label={t('title')} onClose={onAgain}>
      {state.step === 'accepted' ? (
        <AcceptedScan answer={state.answer} flow={flow} Link={RouterLink} />
      ) : (
        <RefusedScanScreen refused={state} flow={flow} Link={RouterLink} onScanAgain={onAgain} />
      )}
    </FullScreen>
  );
}

const RouterLink: PlaceLink = ({ to, className, children }) => (
  <Link to={to} className={className}>
    {children}
  </Link>
);

/** Before the browser asks for the camera, why. */
function FirstTime({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation('scan');
  return (
    <div className="grid justify-items-center gap-4 rounded-16 border border-line bg-card px-6 py-12 text-center">
      <p className="max-w-[400px]">{t('camera.first')}</p>
      <Button look="main" large icon={Camera} onClick={onOpen}>
        {t('camera.start')}
      </Button>
    </div>
  );
}

/** Whether the camera is to be open: at once where the browser does not ask any more; undefined until that is known. */
function useCameraWish(): [isOpen: boolean | undefined, open: () => void] {
  const [isOpen, setIsOpen] = useState<boolean>();
  useEffect(() => {
    cameraPermission().then((permission) => setIsOpen(permission !== 'prompt'));
  }, []);
  return [isOpen, () => setIsOpen(true)];
}

/** Who comes back after a log-in has the scan sent; who leaves with a verdict has seen it. */
function useKeptScan(): void {
  useEffect(() => {
    if (flow.state().step === 'logIn') void flow.again();
    return () => {
      const left = flow.state();
      if (left.step === 'accepted' || (left.step === 'refused' && !left.isKept)) flow.stop();
    };
  }, []);
}
