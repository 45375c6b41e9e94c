/**
 * Every page under /app and its address; `/s` is a page of its own, in scan/. A page is loaded when somebody goes there; what filters it stands in the address, by the
 * `search` of its folder.
 */
import type { Role } from '@rollcall/contracts';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { type Filter as BoardFilter, filters as boardFilters } from './board/filters.ts';
import { currentLogIn, findLogIn } from './log-in/access-token.ts';
import { safePath } from './log-in/safe-path.ts';
import { analyticsSearch, classReportSearch, sessionReportSearch, trendSearch } from './reports/address.ts';
import { periodSearch } from './reports/period.ts';
import { homeOf } from './shell/places.ts';
import { Crashed, NotFound } from './shell/problem-pages.tsx';
import { Root } from './shell/root.tsx';
import { readSearch, writeSearch } from './shell/search.ts';
import { Starting, StartProblem } from './shell/starting.tsx';

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

// Whoever is not logged in is asked to, and comes back to where he wanted to go.
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    const logIn = await findLogIn();
    if (logIn.state !== 'in') throw redirect({ to: '/app/log-in', search: { to: location.href }, replace: true });
  },
  pendingComponent: Starting,
  errorComponent: StartProblem,
});
const shell = createRoute({
  getParentRoute: () => inside,
  id: 'shell',
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
});

function only(...roles: Role[]) {
  return () => {
    const logIn = currentLogIn();
    if (logIn.state === 'in' && !roles.includes(logIn.user.role)) throw redirect({ to: homeOf(logIn.user.role) });
  };
}
const forStudents = only('student');
const forTeachers = only('teacher');
const forStaff = only('teacher', 'admin');
const forAdmins = only('admin');

/** 2026-03-02 */
const date = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** An import, and whose rows of it. */
const importSearch = ({ import: id, result }: Record<string, unknown>): ImportSearch => ({
  import: text(id),
  result: text(result),
});
interface ImportSearch {
  import?: string | undefined;
  result?: string | undefined;
}

/** Where to go on after a log-in. */
const goesOn = ({ to }: { to?: unknown }): { to?: string | undefined } => ({ to: safePath(text(to)) });

/** Whoever is logged in has no need of it. Without an answer nobody knows, and the page shows itself. */
async function forNobody({ search: { to } }: { search: { to?: string | undefined } }) {
  const logIn = await findLogIn().catch(currentLogIn);
  if (logIn.state === 'in') throw redirect({ href: to ?? '/app', replace: true });
}

const outside = [
  createRoute({
    getParentRoute: () => root,
    path: '/app/log-in',
    validateSearch: goesOn,
    beforeLoad: forNobody,
    component: lazyRouteComponent(() => import('./account/log-in-page.tsx'), 'LogInPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/app/sign-up',
    validateSearch: goesOn,
    beforeLoad: forNobody,
    component: lazyRouteComponent(() => import('./account/sign-up-page.tsx'), 'SignUpPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/app/set-password',
    component: lazyRouteComponent(() => import('./account/set-password-page.tsx'), 'SetPasswordPage'),
  }),
];

const start = createRoute({
  getParentRoute: () => inside,
  path: '/app',
  beforeLoad: () => {
    const logIn = currentLogIn();
    if (logIn.state === 'in') throw redirect({ to: homeOf(logIn.user.role), replace: true });
  },
});

/** Without the shell around it: it hangs on the wall. */
const wall = createRoute({
  getParentRoute: () => inside,
  path: '/app/sessions/$sessionId/wall',
  beforeLoad: forTeachers,
  component: lazyRouteComponent(() => import('./wall/wall-page.tsx'), 'WallPage'),
});

const everybody = [
  createRoute({
    getParentRoute: () => shell,
    path: '/app/today',
    beforeLoad: only('student', 'teacher'),
    component: lazyRouteComponent(() => import('./shell/today.tsx'), 'Today'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/me',
    component: lazyRouteComponent(() => import('./account/me-page.tsx'), 'MePage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/notifications',
    component: lazyRouteComponent(() => import('./account/notifications-page.tsx'), 'NotificationsPage'),
  }),
];

const students = [
  createRoute({
    getParentRoute: () => shell,
    path: '/app/scan',
    beforeLoad: forStudents,
    component: lazyRouteComponent(() => import('./scan/scanner-page.tsx'), 'ScannerPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/history',
    beforeLoad: forStudents,
    validateSearch: ({ class: classId, status }): { class?: string | undefined; status?: string | undefined } => ({
      class: text(classId),
      status: text(status),
    }),
    component: lazyRouteComponent(() => import('./student/history-page.tsx'), 'HistoryPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/excuses',
    beforeLoad: forStudents,
    validateSearch: ({ session, class: classId }): { session?: string | undefined; class?: string | undefined } => ({
      session: text(session),
      class: text(classId),
    }),
    component: lazyRouteComponent(() => import('./student/excuses-page.tsx'), 'ExcusesPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/join',
    beforeLoad: forStudents,
    component: lazyRouteComponent(() => import('./student/join-page.tsx'), 'JoinPage'),
  }),
];

const ofClass = createRoute({
  getParentRoute: () => shell,
  path: '/app/classes/$classId',
  beforeLoad: forStaff,
  component: lazyRouteComponent(() => import('./classes/class-layout.tsx'), 'ClassLayout'),
});

const staff = [
  createRoute({
    getParentRoute: () => shell,
    path: '/app/classes',
    beforeLoad: forStaff,
    validateSearch: ({ search, archived }): { search?: string | undefined; archived?: true | undefined } => ({
      search: text(search),
      archived: archived === true || archived === 'true' ? true : undefined,
    }),
    component: lazyRouteComponent(() => import('./classes/classes-page.tsx'), 'ClassesPage'),
  }),
  ofClass.addChildren([
    createRoute({
      getParentRoute: () => ofClass,
      path: '/',
      component: lazyRouteComponent(() => import('./classes/class-sessions-page.tsx'), 'ClassSessionsPage'),
    }),
    createRoute({
      getParentRoute: () => ofClass,
      path: '/roster',
      validateSearch: ({ search }): { search?: string | undefined } => ({ search: text(search) }),
      component: lazyRouteComponent(() => import('./classes/roster-page.tsx'), 'RosterPage'),
    }),
    createRoute({
      getParentRoute: () => ofClass,
      path: '/import',
      validateSearch: importSearch,
      component: lazyRouteComponent(() => import('./classes/roster-import-page.tsx'), 'RosterImportPage'),
    }),
    createRoute({
      getParentRoute: () => ofClass,
      path: '/report',
      validateSearch: classReportSearch,
      component: lazyRouteComponent(() => import('./reports/class-report-page.tsx'), 'ClassReportPage'),
    }),
    createRoute({
      getParentRoute: () => ofClass,
      path: '/settings',
      component: lazyRouteComponent(() => import('./classes/class-settings-page.tsx'), 'ClassSettingsPage'),
    }),
  ]),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/classes/$classId/students/$studentId',
    beforeLoad: forStaff,
    validateSearch: periodSearch,
    component: lazyRouteComponent(() => import('./reports/student-report-page.tsx'), 'StudentReportPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/courses/$courseId',
    beforeLoad: forStaff,
    validateSearch: trendSearch,
    component: lazyRouteComponent(() => import('./reports/course-report-page.tsx'), 'CourseReportPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/sessions/$sessionId',
    beforeLoad: forTeachers,
    validateSearch: ({ show, search }): { show?: BoardFilter | undefined; search?: string | undefined } => ({
      show: boardFilters.find((filter) => filter === show),
      search: text(search),
    }),
    component: lazyRouteComponent(() => import('./board/board-page.tsx'), 'BoardPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/sessions/$sessionId/report',
    beforeLoad: forStaff,
    validateSearch: sessionReportSearch,
    component: lazyRouteComponent(() => import('./reports/session-report-page.tsx'), 'SessionReportPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/review',
    beforeLoad: forTeachers,
    validateSearch: ({ session }): { session?: string | undefined } => ({ session: text(session) }),
    component: lazyRouteComponent(() => import('./review/review-page.tsx'), 'ReviewPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/exports',
    beforeLoad: forStaff,
    component: lazyRouteComponent(() => import('./reports/exports-page.tsx'), 'ExportsPage'),
  }),
];

const admins = [
  createRoute({
    getParentRoute: () => shell,
    path: '/app/admin/running',
    beforeLoad: forAdmins,
    component: lazyRouteComponent(() => import('./admin/running-page.tsx'), 'RunningPage'),
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
    component: lazyRouteComponent(() => import('./admin/users-page.tsx'), 'UsersPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/admin/users/import',
    beforeLoad: forAdmins,
    validateSearch: importSearch,
    component: lazyRouteComponent(() => import('./admin/user-import-page.tsx'), 'UserImportPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/admin/device-resets',
    beforeLoad: forAdmins,
    validateSearch: ({ status }): { status?: string | undefined } => ({ status: text(status) }),
    component: lazyRouteComponent(() => import('./admin/device-resets-page.tsx'), 'DeviceResetsPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/admin/flagged',
    beforeLoad: forAdmins,
    component: lazyRouteComponent(() => import('./admin/flagged-page.tsx'), 'FlaggedPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/admin/analytics',
    beforeLoad: forAdmins,
    validateSearch: analyticsSearch,
    component: lazyRouteComponent(() => import('./admin/analytics-page.tsx'), 'AnalyticsPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/admin/audit',
    beforeLoad: forAdmins,
    validateSearch: (search): AuditSearch => ({
      kind: text(search.kind),
      user: text(search.user),
      from: date(search.from),
      to: date(search.to),
    }),
    component: lazyRouteComponent(() => import('./admin/audit-page.tsx'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/admin/webhooks',
    beforeLoad: forAdmins,
    validateSearch: ({ webhook }): { webhook?: string | undefined } => ({ webhook: text(webhook) }),
    component: lazyRouteComponent(() => import('./admin/webhooks-page.tsx'), 'WebhooksPage'),
  }),
];

interface AuditSearch {
  kind?: string | undefined;
  user?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

interface UsersSearch {
  search?: string | undefined;
  role?: string | undefined;
  disabled?: string | undefined;
  /** Whose account is open. */
  user?: string | undefined;
}

export const router = createRouter({
  routeTree: root.addChildren([
    ...outside,
    inside.addChildren([start, wall, shell.addChildren([...everybody, ...students, ...staff, ...admins])]),
  ]),
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: Crashed,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
