import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { asks, outdate } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Card } from '../ui/page.tsx';
import { day } from '../words/format.ts';

/** The phone that a student scans with, and the way to another one. */
export function DeviceCard() {
  const { t } = useTranslation('account');
  const query = useQuery(asks(routes.myDevice));
  const [isAsking, setIsAsking] = useState(false);
  return (
    <Card title={t('device.title')}>
      <div className="p-4 md:p-6">
        <Loaded query={query} lines={2}>
          {({ device, reset }) => (
            <div className="flex flex-wrap items-start justify-between gap-4">
              <div className="flex gap-3">
                <Smartphone aria-hidden size={24} className="mt-0.5 shrink-0 text-quiet" />
                <div>
                  <p className="font-medium">{device ? (device.label ?? t('device.unnamed')) : t('device.none')}</p>
                  <p className="text-quiet">
                    {device ? t('device.since', { day: day(device.boundAt) }) : t('device.noneAbout')}
                  </p>
                  {reset && <p className="mt-1">{t('device.asked', { day: day(reset.createdAt) })}</p>}
                </div>
              </div>
              {device && !reset && <Button onClick={() => setIsAsking(true)}>{t('device.ask')}</Button>}
            </div>
          )}
        </Loaded>
      </div>
      <AskForReset open={isAsking} onClose={() => setIsAsking(false)} />
    </Card>
  );
}

function AskForReset({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('account');

  async function ask(reason: string | undefined) {
    await call(routes.requestDeviceReset, { body: { reason } });
    await outdate(routes.myDevice);
  }

  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t('device.ask')}
      about={t('device.askAbout')}
      action={t('device.send')}
      reason={{ label: t('device.reason'), isNeeded: false }}
      namespace="account"
      run={ask}
    />
  );
}
