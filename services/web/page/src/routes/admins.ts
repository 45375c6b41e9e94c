import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { AuditFilters } from '../admin/audit-filters.ts';
import { analyticsSearch } from '../reports/address.ts';
import { shell } from './frames.tsx';
import { forAdmins } from './guards.ts';
import { date, importSearch, text } from './search.ts';

export const admins = [
  createRoute({
    getParentRoute: () => shell,
    path: '/app/admin/running',
    beforeLoad: forAdmins,
    component: lazyRouteComponent(() => import('../admin/running-page.tsx'), 'RunningPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/admin/users',
    beforeLoad: forAdmins,
    validateSearch: (search): UsersSearch => ({
      search: text(search.search),
      role: text(search.role),
      disabled: text(search.disabled),
      user: text(search.user),
    }),
    component: lazyRouteComponent(() => import('../admin/users-page.tsx'), 'UsersPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/admin/users/import',
    beforeLoad: forAdmins,
    validateSearch: importSearch,
    component: lazyRouteComponent(() => import('../admin/user-import-page.tsx'), 'UserImportPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/admin/device-resets',
    beforeLoad: forAdmins,
    validateSearch: ({ status }): { status?: string | undefined } => ({ status: text(status) }),
    component: lazyRouteComponent(() => import('../admin/device-resets-page.tsx'), 'DeviceResetsPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/admin/flagged',
    beforeLoad: forAdmins,
    component: lazyRouteComponent(() => import('../admin/flagged-page.tsx'), 'FlaggedPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/admin/analytics',
    beforeLoad: forAdmins,
    validateSearch: analyticsSearch,
    component: lazyRouteComponent(() => import('../admin/analytics-page.tsx'), 'AnalyticsPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/admin/audit',
    beforeLoad: forAdmins,
    validateSearch: (search): AuditFilters => ({
      kind: text(search.kind),
      action: text(search.action),
      entity: text(search.entity),
      user: text(search.user),
      from: date(search.from),
      to: date(search.to),
    }),
    component: lazyRouteComponent(() => import('../admin/audit-page.tsx'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/admin/webhooks',
    beforeLoad: forAdmins,
    validateSearch: ({ webhook, state }): { webhook?: string | undefined; state?: string | undefined } => ({
      webhook: text(webhook),
      state: text(state),
    }),
    component: lazyRouteComponent(() => import('../admin/webhooks-page.tsx'), 'WebhooksPage'),
  }),
];

interface UsersSearch {
  search?: string | undefined;
  role?: string | undefined;
  disabled?: string | undefined;
  /** Whose account is open. */
  user?: string | undefined;
}
