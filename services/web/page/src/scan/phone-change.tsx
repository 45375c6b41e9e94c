import { deviceRoutes } from '@rollcall/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { VerdictButton } from './verdict-button.tsx';

/** Asks for another registered phone, in one tap. Asking twice changes nothing. */
export function PhoneChange({ isPlain = false }: { isPlain?: boolean }) {
  const { t } = useTranslation('scan');
  const [state, setState] = useState<'open' | 'asking' | 'asked' | 'failed'>('open');

  async function ask() {
    setState('asking');
    try {
      await call(deviceRoutes.requestDeviceReset, {});
      setState('asked');
    } catch {
      setState('failed');
    }
  }

  return (
    <div role="status" className="grid w-full justify-items-center gap-2">
      {state === 'asked' ? (
        <p className="text-20">{t('change.asked')}</p>
      ) : (
        <VerdictButton main={!isPlain} onClick={ask} disabled={state === 'asking'}>
          {t('acts.askForChange')}
        </VerdictButton>
      )}
      {state === 'failed' && <p>{t('change.failed')}</p>}
    </div>
  );
}
