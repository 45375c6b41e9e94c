import { type NotificationKind, type NotificationPreferences, routes } from '@rollcall/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { asks, queryClient } from '../api/query.ts';
import { useUser } from '../log-in/use-log-in.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Card } from '../ui/page.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { kindsOf } from './kinds.ts';

/** Of what one is told where. A mail tells what is in the app, so that without the one there is not the other. */
export function PreferencesCard() {
  const { t } = useTranslation('account');
  const { role } = useUser();
  const query = useQuery(asks(routes.getNotificationPreferences));
  if (kindsOf[role].length === 0) return null;
  return (
    <Card title={t('preferences.title')}>
      <div className="p-4 md:p-6">
        <Loaded query={query}>{(preferences) => <PreferencesTable preferences={preferences} />}</Loaded>
      </div>
    </Card>
  );
}

function PreferencesTable({ preferences }: { preferences: NotificationPreferences }) {
  const { t } = useTranslation('account');
  const sentence = useErrorSentence('account');
  const { role } = useUser();
  const { queryKey } = asks(routes.getNotificationPreferences);
  const change = useMutation({
    mutationFn: (kinds: NotificationPreferences['kinds']) =>
      call(routes.setNotificationPreferences, { body: { kinds } }),
    // Shown at once, and taken back when it could not be stored.
    onMutate: (kinds) => queryClient.setQueryData(queryKey, { kinds }),
    onSuccess: (stored) => queryClient.setQueryData(queryKey, stored),
    onError: (error) => {
      queryClient.setQueryData(queryKey, preferences);
      say(sentence(error));
    },
  });

  function set(kind: NotificationKind, channel: 'inApp' | 'email', isOn: boolean) {
    const before = preferences.kinds[kind];
    const next = channel === 'inApp' ? { inApp: isOn, email: isOn && before.email } : { ...before, email: isOn };
    change.mutate({ ...preferences.kinds, [kind]: next });
  }

  return (
    <table className="w-full text-left">
      <caption className="sr-only">{t('preferences.title')}</caption>
      <thead>
        <tr className="text-14 text-quiet">
          <th scope="col" className="pb-2 font-medium">
            {t('preferences.kind')}
          </th>
          <th scope="col" className="w-16 pb-2 text-center font-medium">
            {t('preferences.inApp')}
          </th>
          <th scope="col" className="w-16 pb-2 text-center font-medium">
            {t('preferences.email')}
          </th>
        </tr>
      </thead>
      <tbody>
        {kindsOf[role].map((kind) => (
          <tr key={kind} className="border-t border-line">
            <th scope="row" className="py-1 font-normal">
              {t(`preferences.kinds.${kind}`)}
            </th>
            {(['inApp', 'email'] as const).map((channel) => (
              <td key={channel} className="text-center">
                <label className="inline-flex size-11 items-center justify-center">
                  <span className="sr-only">{`${t(`preferences.kinds.${kind}`)}: ${t(`preferences.${channel}`)}`}</span>
                  <input
                    type="checkbox"
                    className="size-5 accent-action"
                    checked={preferences.kinds[kind][channel]}
                    disabled={channel === 'email' && !preferences.kinds[kind].inApp}
                    onChange={(event) => set(kind, channel, event.target.checked)}
                  />
                </label>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
