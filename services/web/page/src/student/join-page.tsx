import type { CallData } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { CircleCheck, Hourglass } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import { useErrorSentence } from '../ui/states.tsx';

/** A code in the address, `/app/join#XXXX-XXXX`, as a teacher may send it round, is filled in. */
export function JoinPage() {
  const { t } = useTranslation(['student', 'common']);
  const { hash } = useLocation();
  const sentence = useErrorSentence('student');
  const [code, setCode] = useState(() => hash.slice(0, 40));
  const join = useMutation({
    mutationFn: () => call(routes.joinClass, { body: { code: code.trim() } }),
    onSuccess: () => outdate(routes.listClasses, routes.listSessions, routes.myAttendance),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    join.mutate();
  }

  return (
    <Page
      title={t('join.title')}
      about={!join.data && t('join.about')}
      narrow
      back={{ to: '/app/today', label: t('common:nav.today') }}
    >
      {join.data ? (
        <Joined
          joined={join.data}
          onAnother={() => {
            setCode('');
            join.reset();
          }}
        />
      ) : (
        <form onSubmit={submit} className="grid max-w-[400px] gap-4">
          <TextField
            label={t('join.code')}
            value={code}
            onChange={(event) => setCode(event.target.value)}
            error={join.error ? sentence(join.error) : undefined}
            hint={t('join.hint')}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            required
          />
          <Button type="submit" look="main" busy={join.isPending} disabled={code.trim() === ''}>
            {t('join.submit')}
          </Button>
        </form>
      )}
    </Page>
  );
}

function Joined({ joined, onAnother }: { joined: CallData<typeof routes.joinClass>; onAnother: () => void }) {
  const { t } = useTranslation(['student', 'common']);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isIn = joined.status === 'enrolled';
  const Icon = isIn ? CircleCheck : Hourglass;
  return (
    <div className="grid justify-items-start gap-3">
      <Icon aria-hidden size={40} className={isIn ? 'text-present' : 'text-waiting'} />
      <h2 ref={heading} tabIndex={-1} className="text-20 break-words">
        {t(isIn ? 'join.in' : 'join.waiting', { name: joined.className })}
      </h2>
      <p className="text-quiet">{t(isIn ? 'join.inAdvice' : 'join.waitingAdvice')}</p>
      <div className="mt-3 flex flex-wrap gap-3">
        <Link to="/app/today" className={buttonClass({ look: 'main' })}>
          {t('join.toToday')}
        </Link>
        <Button onClick={onAnother}>{t('join.another')}</Button>
      </div>
    </div>
  );
}
