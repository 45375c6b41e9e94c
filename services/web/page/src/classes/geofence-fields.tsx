import type { Geofence } from '@rollcall/contracts';
import { LocateFixed } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Problem } from '../ui/problem.tsx';
import { findPlace } from './find-place.ts';
import { NumberField } from './number-field.tsx';
import { PolicySelect } from './policy-select.tsx';

const USUAL_RADIUS_METRES = 100;

interface GeofenceFieldsProps {
  value: Geofence | null;
  onChange: (value: Geofence | null) => void;
}

/** Whether scans have to come from the room, and where that is. */
export function GeofenceFields({ value, onChange }: GeofenceFieldsProps) {
  const { t } = useTranslation('classes');
  const [problem, setProblem] = useState<string>();
  const [isLooking, setIsLooking] = useState(false);
  const place = value ?? { latitude: Number.NaN, longitude: Number.NaN, radiusMetres: USUAL_RADIUS_METRES };
  const policy = value?.policy ?? 'off';

  function choose(next: Geofence['policy']) {
    const isNowhere = Number.isNaN(place.latitude) || Number.isNaN(place.longitude);
    onChange(next === 'off' && isNowhere ? null : { ...place, policy: next });
  }

  async function takeWhereIAm() {
    setIsLooking(true);
    try {
      onChange({ ...place, policy, ...(await findPlace()) });
      setProblem(undefined);
    } catch {
      setProblem(t('policy.place.notFound'));
    }
    setIsLooking(false);
  }

  return (
    <>
      <PolicySelect name="place" values={['off', 'flag', 'require']} value={policy} onChange={choose} />
      {policy !== 'off' && (
        <fieldset className="grid gap-3 rounded-8 border border-line p-4 md:col-span-2">
          <legend className="px-1 text-14 font-medium">{t('policy.place.where')}</legend>
          <div className="grid gap-3 sm:grid-cols-3">
            <NumberField<never>
              label={t('policy.place.latitude')}
              value={place.latitude}
              min={-90}
              max={90}
              step="any"
              onChange={(latitude) => onChange({ ...place, policy, latitude })}
            />
            <NumberField<never>
              label={t('policy.place.longitude')}
              value={place.longitude}
              min={-180}
              max={180}
              step="any"
              onChange={(longitude) => onChange({ ...place, policy, longitude })}
            />
            <NumberField<never>
              label={t('policy.place.radius')}
              value={place.radiusMetres}
              min={10}
              max={10_000}
              onChange={(radiusMetres) => onChange({ ...place, policy, radiusMetres })}
            />
          </div>
          <div>
            <Button icon={LocateFixed} busy={isLooking} onClick={takeWhereIAm}>
              {t('policy.place.whereIAm')}
            </Button>
          </div>
          <Problem>{problem}</Problem>
        </fieldset>
      )}
    </>
  );
}
