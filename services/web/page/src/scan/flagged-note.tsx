import type { RecordFlag } from '@rollcall/contracts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PhoneChange } from './phone-change.tsx';
import { locate, locationPermission } from './place.ts';
import { VerdictButton } from './verdict-button.tsx';

/** Why the teacher will look at a scan that was taken, and what keeps it from happening next time. */
export function FlaggedNote({ flags }: { flags: RecordFlag[] }) {
  const { t } = useTranslation('scan');
  return (
    <div className="grid w-full justify-items-center gap-3 pb-2">
      <div>
        <p className="font-medium">{t('flagged')}</p>
        {flags.map((flag) => (
          <p key={flag}>{t(`flags.${flag}`)}</p>
        ))}
      </div>
      {flags.includes('location_missing') && <LocationOffer />}
      {flags.includes('device_not_bound') && <PhoneChange isPlain />}
    </div>
  );
}

/** Has the browser ask now, so that the next scan has nothing to wait for. */
function LocationOffer() {
  const { t } = useTranslation('scan');
  const [state, setState] = useState<'unknown' | 'open' | 'asking' | 'allowed' | 'denied'>('unknown');
  useEffect(() => {
    locationPermission().then((permission) => permission === 'prompt' && setState('open'));
  }, []);

  async function ask() {
    setState('asking');
    await locate().catch(() => {}); // what it says is not needed now
    setState((await locationPermission()) === 'granted' ? 'allowed' : 'denied');
  }

  if (state === 'unknown') return null;
  if (state === 'allowed' || state === 'denied') return <p role="status">{t(`location.${state}`)}</p>;
  return (
    <VerdictButton onClick={ask} disabled={state === 'asking'}>
      {t('location.offer')}
    </VerdictButton>
  );
}
