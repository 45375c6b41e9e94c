import type { ManagedUser } from '@rollcall/contracts';
import { Ban, Check, MailQuestionMark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../log-in/use-log-in.ts';
import { classes } from '../ui/classes.ts';
import { LongTable } from '../ui/long-table.tsx';
import { Time } from '../ui/time.tsx';

interface UserTableProps {
  users: readonly ManagedUser[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  onOpen: (user: ManagedUser) => void;
}

/** People in a table, to be chosen and opened; oneself can't be chosen. */
export function UserTable({ users, chosen, onChoose, onOpen }: UserTableProps) {
  const { t } = useTranslation('admin');
  const me = useUser();
  const others = users.filter(({ _id }) => _id !== me._id);
  const areAll = others.length > 0 && others.every(({ _id }) => chosen.has(_id));

  function choose(user: ManagedUser) {
    const next = new Set(chosen);
    if (!next.delete(user._id)) next.add(user._id);
    onChoose(next);
  }

  return (
    <LongTable
      caption={t('users.caption')}
      rows={users}
      rowKey={({ _id }) => _id}
      columns={[
        {
          key: 'name',
          title: (
            <Choice
              label={t('users.chooseAll')}
              isChosen={areAll}
              isDisabled={others.length === 0}
              onChange={() => onChoose(new Set(areAll ? [] : others.map(({ _id }) => _id)))}
            >
              {t('users.name')}
            </Choice>
          ),
          cell: (user) => (
            <Choice
              label={t('users.choose', { name: user.name })}
              isChosen={chosen.has(user._id)}
              isDisabled={user._id === me._id}
              onChange={() => choose(user)}
            >
              <button
                type="button"
                onClick={() => onOpen(user)}
                className="block min-h-11 w-full min-w-0 text-left hover:underline"
              >
                <span className="block break-words">
                  {user.name}
                  {user._id === me._id && <span className="font-normal text-quiet"> ({t('users.you')})</span>}
                </span>
                <span className="block text-14 font-normal break-all text-quiet">{user.email}</span>
                <span className="block text-14 font-normal text-quiet md:hidden">
                  {t(`users.roleNames.${user.role}`)}
                </span>
              </button>
            </Choice>
          ),
        },
        {
          key: 'role',
          title: t('users.role'),
          width: 'md:w-36',
          isExtra: true,
          cell: ({ role }) => t(`users.roleNames.${role}`),
        },
        {
          key: 'number',
          title: t('users.number'),
          width: 'md:w-36',
          isExtra: true,
          cell: ({ studentNumber }) => <span className="break-all">{studentNumber}</span>,
        },
        {
          key: 'lastLogIn',
          title: t('users.lastLogIn'),
          width: 'md:w-40',
          isExtra: true,
          cell: ({ lastLogInAt }) =>
            lastLogInAt ? (
              <Time at={lastLogInAt} as="relative" />
            ) : (
              <span className="text-quiet">{t('users.never')}</span>
            ),
        },
        {
          key: 'standing',
          title: <span className="sr-only md:not-sr-only">{t('users.standing')}</span>,
          width: 'w-14 md:w-48',
          cell: (user) => <Standing user={user} />,
        },
      ]}
    />
  );
}

interface ChoiceProps {
  label: string;
  isChosen: boolean;
  isDisabled: boolean;
  onChange: () => void;
  children: React.ReactNode;
}

function Choice({ label, isChosen, isDisabled, onChange, children }: ChoiceProps) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <label className="-ml-3 inline-flex size-11 shrink-0 items-center justify-center">
        <span className="sr-only">{label}</span>
        <input
          type="checkbox"
          className={classes('size-5 accent-action', isDisabled && 'opacity-40')}
          checked={isChosen}
          disabled={isDisabled}
          onChange={onChange}
        />
      </label>
      {children}
    </span>
  );
}

/** Whether somebody can log in: as an icon alone where there is no room for words. */
function Standing({ user: { disabled, hasPassword } }: { user: ManagedUser }) {
  const { t } = useTranslation('admin');
  const [Icon, tone, words] = disabled
    ? ([Ban, 'text-absent', 'disabled'] as const)
    : hasPassword
      ? ([Check, 'text-quiet', 'good'] as const)
      : ([MailQuestionMark, 'text-late', 'invited'] as const);
  return (
    <span className={classes('inline-flex items-center gap-2 text-14', tone)} title={t(`users.${words}`)}>
      <Icon aria-hidden size={18} className="shrink-0" />
      <span className="sr-only md:not-sr-only">{t(`users.${words}`)}</span>
    </span>
  );
}
