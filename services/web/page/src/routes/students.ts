import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shell } from './frames.tsx';
import { forStudents } from './guards.ts';
import { text } from './search.ts';

export const students = [
  createRoute({
    getParentRoute: () => shell,
    path: '/app/scan',
    beforeLoad: forStudents,
    component: lazyRouteComponent(() => import('../scan/scanner-page.tsx'), 'ScannerPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/history',
    beforeLoad: forStudents,
    validateSearch: ({ class: classId, status }): { class?: string | undefined; status?: string | undefined } => ({
      class: text(classId),
      status: text(status),
    }),
    component: lazyRouteComponent(() => import('../student/history-page.tsx'), 'HistoryPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/excuses',
    beforeLoad: forStudents,
    validateSearch: ({ session, class: classId }): { session?: string | undefined; class?: string | undefined } => ({
      session: text(session),
      class: text(classId),
    }),
    component: lazyRouteComponent(() => import('../student/excuses-page.tsx'), 'ExcusesPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/join',
    beforeLoad: forStudents,
    component: lazyRouteComponent(() => import('../student/join-page.tsx'), 'JoinPage'),
  }),
];
