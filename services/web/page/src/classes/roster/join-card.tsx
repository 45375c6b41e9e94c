import { type ClassView, type JoinCode, routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { KeyRound, Maximize } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { asks, outdate } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Card } from '../../ui/page.tsx';
import { dayAndClock } from '../../words/format.ts';
import { JoinCodeDialog } from './join-code-dialog.tsx';
import { JoinCodeLarge } from './join-code-large.tsx';

/** The code by which students enrol themselves. */
export function JoinCard({ shown }: { shown: ClassView }) {
  const { t } = useTranslation('classes');
  const [isMaking, setIsMaking] = useState(false);
  const query = useQuery(asks(routes.getJoinCode, { ids: { id: shown._id } }));
  return (
    <Card title={t('join.title')}>
      <div className="grid gap-4 p-4 md:px-6">
        <Loaded query={query} lines={2}>
          {({ joinCode }) =>
            joinCode ? (
              <Code shown={shown} joinCode={joinCode} onRenew={() => setIsMaking(true)} />
            ) : (
              <>
                <p className="text-quiet">{t('join.about')}</p>
                <div>
                  <Button icon={KeyRound} onClick={() => setIsMaking(true)}>
                    {t('join.make')}
                  </Button>
                </div>
              </>
            )
          }
        </Loaded>
      </div>
      {isMaking && <JoinCodeDialog classId={shown._id} onClose={() => setIsMaking(false)} />}
    </Card>
  );
}

interface CodeProps {
  shown: ClassView;
  joinCode: JoinCode;
  onRenew: () => void;
}

function Code({ shown, joinCode: { code, expiresAt, usesLeft, approval }, onRenew }: CodeProps) {
  const { t } = useTranslation('classes');
  const [isLarge, setIsLarge] = useState(false);
  const [isEnding, setIsEnding] = useState(false);
  const end = async () => {
    await call(routes.revokeJoinCode, { ids: { id: shown._id } });
    await outdate(routes.getJoinCode);
  };
  const facts = [
    t('join.until', { when: dayAndClock(expiresAt) }),
    usesLeft !== null && t('join.usesLeft', { count: usesLeft }),
    approval && t('join.approval'),
  ].filter(Boolean);
  return (
    <>
      <div>
        <p className="font-mono text-28 font-bold tracking-wider select-all">{code}</p>
        <p className="text-14 text-quiet">{facts.join(' · ')}</p>
      </div>
      <div className="flex flex-wrap gap-3">
        <Button look="main" icon={Maximize} onClick={() => setIsLarge(true)}>
          {t('join.large')}
        </Button>
        <CopyButton text={code} />
        <Button onClick={onRenew}>{t('join.renew')}</Button>
        <Button onClick={() => setIsEnding(true)}>{t('join.end')}</Button>
      </div>
      {isLarge && <JoinCodeLarge shown={shown} code={code} onClose={() => setIsLarge(false)} />}
      <ConfirmDialog
        namespace="classes"
        open={isEnding}
        onClose={() => setIsEnding(false)}
        title={t('join.endTitle')}
        about={t('join.endAbout')}
        action={t('join.end')}
        danger
        run={end}
      />
    </>
  );
}
