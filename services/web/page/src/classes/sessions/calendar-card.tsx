import { routes } from '@rollcall/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CalendarSync } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { asks, outdate } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useErrorSentence } from '../../ui/states.tsx';
import { day } from '../../words/format.ts';

type Question = 'renew' | 'end';

/** The address at which a calendar finds the planned sessions: shown once, when it is made. */
export function CalendarCard({ classId }: { classId: string }) {
  const { t } = useTranslation('classes');
  const sentence = useErrorSentence('classes');
  const [question, setQuestion] = useState<Question>();
  const ids = { id: classId };
  const { data } = useQuery(asks(routes.getCalendarKey, { ids }));
  const make = useMutation({
    mutationFn: () => call(routes.makeCalendarKey, { ids }),
    onSuccess: () => outdate(routes.getCalendarKey),
  });
  const end = async () => {
    await call(routes.revokeCalendarKey, { ids });
    make.reset();
    await outdate(routes.getCalendarKey);
  };
  if (!data) return null;

  return (
    <Card title={t('calendar.title')}>
      <div className="grid gap-4 p-4 md:p-6">
        <p className="text-quiet">{t('calendar.about')}</p>
        {make.data && <Address url={make.data.url} />}
        {!make.data && data.madeAt && <p>{t('calendar.madeAt', { day: day(data.madeAt) })}</p>}
        <div className="flex flex-wrap gap-3">
          <Button
            icon={CalendarSync}
            busy={make.isPending}
            onClick={() => (data.madeAt ? setQuestion('renew') : make.mutate())}
          >
            {data.madeAt ? t('calendar.renew') : t('calendar.make')}
          </Button>
          {data.madeAt && <Button onClick={() => setQuestion('end')}>{t('calendar.end')}</Button>}
        </div>
        <Problem>{make.error ? sentence(make.error) : undefined}</Problem>
      </div>
      <ConfirmDialog
        namespace="classes"
        open={question !== undefined}
        onClose={() => setQuestion(undefined)}
        title={question === 'end' ? t('calendar.endTitle') : t('calendar.renewTitle')}
        about={t('calendar.endAbout')}
        action={question === 'end' ? t('calendar.end') : t('calendar.renew')}
        danger={question === 'end'}
        run={() => (question === 'end' ? end() : make.mutateAsync())}
      />
    </Card>
  );
}

function Address({ url }: { url: string }) {
  const { t } = useTranslation('classes');
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className="flex flex-wrap items-end gap-3">
      <TextField
        ref={field}
        label={t('calendar.address')}
        hint={t('calendar.once')}
        className="min-w-60 grow"
        readOnly
        autoFocus
        value={url}
        onFocus={(event) => event.target.select()}
      />
      <div className="sm:mb-6">
        <CopyButton text={url} select={() => field.current?.select()} />
      </div>
    </div>
  );
}
