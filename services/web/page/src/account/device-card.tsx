import { routes } from '@rollcall/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { asks, outdate } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextArea } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Card } from '../ui/page.tsx';
import { ErrorWords } from '../ui/states.tsx';
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
  const { t } = useTranslation(['account', 'common']);
  const [reason, setReason] = useState('');
  const ask = useMutation({
    mutationFn: () => call(routes.requestDeviceReset, { body: reason.trim() === '' ? {} : { reason: reason.trim() } }),
    onSuccess: async () => {
      await outdate(routes.myDevice);
      onClose();
    },
  });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('device.ask')}
      about={t('device.askAbout')}
      actions={
        <>
          <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
          <Button look="main" busy={ask.isPending} onClick={() => ask.mutate()}>
            {t('device.send')}
          </Button>
        </>
      }
    >
      <TextArea
        label={t('device.reason')}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
      {ask.error && <ErrorWords error={ask.error} namespace="account" />}
    </Dialog>
  );
}
