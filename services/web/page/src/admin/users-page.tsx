import { type ManagedUser, role as roles, routes } from '@rollcall/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Upload, UserPlus, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asksPages } from '../api/query.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { SelectField } from '../ui/field.tsx';
import { Listed } from '../ui/listed.tsx';
import { Card, Page } from '../ui/page.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Empty } from '../ui/states.tsx';
import { NewUserDialog } from './new-user-dialog.tsx';
import { UserDialog } from './user-dialog.tsx';
import { UserTable } from './user-table.tsx';
import { UsersBulk } from './users-bulk.tsx';

const page = getRouteApi('/inside/shell/app/admin/users');

/** Everybody with an account: found, chosen, opened. */
export function UsersPage() {
  const { t } = useTranslation(['admin', 'common']);
  const filters = page.useSearch();
  const navigate = page.useNavigate();
  const [isNew, setNew] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const role = roles.options.find((one) => one === filters.role);
  const disabled = (['true', 'false'] as const).find((one) => one === filters.disabled);
  const query = useInfiniteQuery(
    asksPages(routes.listUsers, {
      query: {
        limit: 100,
        ...(filters.search && { search: filters.search }),
        ...(role && { role }),
        ...(disabled && { disabled }),
      },
    }),
  );
  const users: ManagedUser[] = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const shown = users.filter(({ _id }) => chosen.has(_id));
  const isFiltered = filters.search !== undefined || role !== undefined || disabled !== undefined;

  function filter(change: Partial<typeof filters>, isStep = false) {
    void navigate({ to: '.', search: { ...filters, ...change }, replace: !isStep, resetScroll: false });
  }

  return (
    <Page
      title={t('common:nav.users')}
      about={t('users.about')}
      actions={
        <>
          <Link to="/app/admin/users/import" className={buttonClass()}>
            <Upload aria-hidden size={18} />
            {t('users.import')}
          </Link>
          <Button look="main" icon={UserPlus} onClick={() => setNew(true)}>
            {t('users.create')}
          </Button>
        </>
      }
    >
      <div className="mb-4 grid grid-cols-2 gap-3 sm:grid-cols-[minmax(0,1fr)_auto_auto]">
        <SearchField
          className="col-span-2 sm:col-span-1"
          label={t('users.searchLabel')}
          value={filters.search}
          onChange={(search) => filter({ search })}
        />
        <SelectField
          label={t('users.role')}
          isLabelHidden
          value={role ?? ''}
          onChange={({ target }) => filter({ role: target.value || undefined })}
        >
          <option value="">{t('users.roles.all')}</option>
          {roles.options.map((one) => (
            <option key={one} value={one}>
              {t(`users.roles.${one}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('users.state')}
          isLabelHidden
          value={disabled ?? ''}
          onChange={({ target }) => filter({ disabled: target.value || undefined })}
        >
          <option value="">{t('users.states.all')}</option>
          <option value="false">{t('users.states.false')}</option>
          <option value="true">{t('users.states.true')}</option>
        </SelectField>
      </div>
      <Card>
        <Listed
          query={query}
          isEmpty={users.length === 0}
          lines={8}
          empty={
            <Empty
              icon={Users}
              title={t('users.none')}
              action={
                isFiltered && (
                  <Button onClick={() => filter({ search: undefined, role: undefined, disabled: undefined })}>
                    {t('users.unfilter')}
                  </Button>
                )
              }
            >
              {isFiltered && t('users.noneAbout')}
            </Empty>
          }
        >
          {users.length > 0 && (
            <UserTable
              users={users}
              chosen={chosen}
              onChoose={setChosen}
              onOpen={({ _id }) => filter({ user: _id }, true)}
            />
          )}
        </Listed>
      </Card>
      {shown.length > 0 && <UsersBulk users={shown} onClear={() => setChosen(new Set())} />}
      {isNew && <NewUserDialog onClose={() => setNew(false)} />}
      {filters.user !== undefined && <UserDialog id={filters.user} onClose={() => filter({ user: undefined })} />}
    </Page>
  );
}
