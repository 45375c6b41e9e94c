import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { type Filter as BoardFilter, filters as boardFilters } from '../board/filters.ts';
import { classReportSearch, sessionReportSearch, trendSearch } from '../reports/address.ts';
import { periodSearch } from '../reports/period.ts';
import { inside, shell } from './frames.tsx';
import { forStaff, forTeachers } from './guards.ts';
import { importSearch, text } from './search.ts';

/** Without the shell around it: it hangs on the wall. */
export const wall = createRoute({
  getParentRoute: () => inside,
  path: '/app/sessions/$sessionId/wall',
  beforeLoad: forTeachers,
  component: lazyRouteComponent(() => import('../wall/wall-page.tsx'), 'WallPage'),
});

const ofClass = createRoute({
  getParentRoute: () => shell,
  path: '/app/classes/$classId',
  beforeLoad: forStaff,
  component: lazyRouteComponent(() => import('../classes/class-layout.tsx'), 'ClassLayout'),
});

/** Of teachers, and most of it of administrators. */
export const staff = [
  createRoute({
    getParentRoute: () => shell,
    path: '/app/classes',
    beforeLoad: forStaff,
    validateSearch: ({ search, archived }): { search?: string | undefined; archived?: true | undefined } => ({
      search: text(search),
      archived: archived === true || archived === 'true' ? true : undefined,
    }),
    component: lazyRouteComponent(() => import('../classes/classes-page.tsx'), 'ClassesPage'),
  }),
  ofClass.addChildren([
    createRoute({
      getParentRoute: () => ofClass,
      path: '/',
      component: lazyRouteComponent(() => import('../classes/class-sessions-page.tsx'), 'ClassSessionsPage'),
    }),
    createRoute({
      getParentRoute: () => ofClass,
      path: '/roster',
      validateSearch: ({ search }): { search?: string | undefined } => ({ search: text(search) }),
      component: lazyRouteComponent(() => import('../classes/roster-page.tsx'), 'RosterPage'),
    }),
    createRoute({
      getParentRoute: () => ofClass,
      path: '/import',
      validateSearch: importSearch,
      component: lazyRouteComponent(() => import('../classes/roster-import-page.tsx'), 'RosterImportPage'),
    }),
    createRoute({
      getParentRoute: () => ofClass,
      path: '/report',
      validateSearch: classReportSearch,
      component: lazyRouteComponent(() => import('../reports/class-report-page.tsx'), 'ClassReportPage'),
    }),
    createRoute({
      getParentRoute: () => ofClass,
      path: '/settings',
      component: lazyRouteComponent(() => import('../classes/class-settings-page.tsx'), 'ClassSettingsPage'),
    }),
  ]),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/classes/$classId/students/$studentId',
    beforeLoad: forStaff,
    validateSearch: periodSearch,
    component: lazyRouteComponent(() => import('../reports/student-report-page.tsx'), 'StudentReportPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/courses/$courseId',
    beforeLoad: forStaff,
    validateSearch: trendSearch,
    component: lazyRouteComponent(() => import('../reports/course-report-page.tsx'), 'CourseReportPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/sessions/$sessionId',
    beforeLoad: forTeachers,
    validateSearch: ({ show, search }): { show?: BoardFilter | undefined; search?: string | undefined } => ({
      show: boardFilters.find((filter) => filter === show),
      search: text(search),
    }),
    component: lazyRouteComponent(() => import('../board/board-page.tsx'), 'BoardPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/sessions/$sessionId/report',
    beforeLoad: forStaff,
    validateSearch: sessionReportSearch,
    component: lazyRouteComponent(() => import('../reports/session-report-page.tsx'), 'SessionReportPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/review',
    beforeLoad: forTeachers,
    validateSearch: ({ session }): { session?: string | undefined } => ({ session: text(session) }),
    component: lazyRouteComponent(() => import('../review/review-page.tsx'), 'ReviewPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/exports',
    beforeLoad: forStaff,
    component: lazyRouteComponent(() => import('../reports/exports-page.tsx'), 'ExportsPage'),
  }),
];
