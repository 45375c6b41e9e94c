import { type JoinRequest, routes } from '@rollcall/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { asksAll, outdate } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { useErrorSentence } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { say } from '../../ui/toast.tsx';

const LOOK_MS = 15_000;

/** Who has typed the code and waits to be let in; nothing while nobody does. */
export function JoinRequests({ classId }: { classId: string }) {
  const { t } = useTranslation('classes');
  const sentence = useErrorSentence('classes');
  const { data = [] } = useQuery({
    ...asksAll(routes.listJoinRequests, { ids: { id: classId }, query: { limit: 1_000 } }),
    refetchInterval: LOOK_MS,
  });
  const refresh = () => outdate(routes.listJoinRequests, routes.listEnrolled, routes.getClass, routes.listClasses);
  const approveAll = useMutation({
    mutationFn: async () => {
      for (const { studentId } of data) await call(routes.approveJoinRequest, { ids: { id: classId, studentId } });
    },
    onError: (error) => say(sentence(error)),
    onSettled: refresh,
  });
  if (data.length === 0) return null;
  return (
    <Card
      title={t('requests.title', { count: data.length })}
      actions={
        data.length > 1 && (
          <Button icon={Check} busy={approveAll.isPending} onClick={() => approveAll.mutate()}>
            {t('requests.approveAll')}
          </Button>
        )
      }
    >
      <ul className="mt-2">
        {data.map((request) => (
          <Request key={request.studentId} classId={classId} request={request} onDone={refresh} />
        ))}
      </ul>
    </Card>
  );
}

interface RequestProps {
  classId: string;
  request: JoinRequest;
  onDone: () => Promise<void>;
}

function Request({ classId, request: { studentId, name, email, requestedAt }, onDone }: RequestProps) {
  const { t } = useTranslation('classes');
  const sentence = useErrorSentence('classes');
  const decide = useMutation({
    mutationFn: (route: typeof routes.approveJoinRequest | typeof routes.rejectJoinRequest) =>
      call(route, { ids: { id: classId, studentId } }),
    onError: (error) => say(sentence(error)),
    onSettled: onDone,
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line px-4 py-3 md:px-6">
      <div className="min-w-0">
        <p className="font-medium break-words">{name}</p>
        <p className="text-14 break-words text-quiet">
          {email} · <Time at={requestedAt} as="relative" />
        </p>
      </div>
      <div className="flex gap-3">
        <Button
          icon={Check}
          busy={decide.isPending}
          aria-label={t('requests.approveWho', { name })}
          onClick={() => decide.mutate(routes.approveJoinRequest)}
        >
          {t('requests.approve')}
        </Button>
        <Button
          look="quiet"
          icon={X}
          busy={decide.isPending}
          aria-label={t('requests.rejectWho', { name })}
          onClick={() => decide.mutate(routes.rejectJoinRequest)}
        >
          {t('requests.reject')}
        </Button>
      </div>
    </li>
  );
}
