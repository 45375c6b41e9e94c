import type { ClassView } from '@rollcall/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useErrorSentence } from '../../ui/states.tsx';
import { say } from '../../ui/toast.tsx';
import { said } from '../policy.ts';
import { PolicyForm } from '../policy-form.tsx';
import { useEditClass } from '../use-class.ts';

/** What the sessions of a class are like, unless somebody says otherwise for one of them. */
export function DefaultsCard({ shown }: { shown: ClassView }) {
  const { t } = useTranslation(['classes', 'common']);
  const sentence = useErrorSentence('classes');
  const [policy, setPolicy] = useState(shown.sessionDefaults ?? {});
  const [turn, setTurn] = useState(0);
  const edit = useEditClass();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    edit.mutate({ sessionDefaults: said(policy) }, { onSuccess: () => say(t('common:state.saved')) });
  }

  return (
    <Card title={t('settings.rules')}>
      <form onSubmit={submit} className="grid gap-5 p-4 md:p-6">
        <p className="text-quiet">{t('settings.rulesAbout')}</p>
        <PolicyForm key={turn} value={policy} onChange={setPolicy} base={{}} />
        <Problem>{edit.error ? sentence(edit.error) : undefined}</Problem>
        <div className="flex flex-wrap gap-3">
          <Button type="submit" look="main" busy={edit.isPending}>
            {t('common:actions.save')}
          </Button>
          <Button
            look="quiet"
            onClick={() => {
              setPolicy({});
              setTurn(turn + 1);
            }}
          >
            {t('settings.rulesReset')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
