import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { currentLogIn } from '../log-in/access-token.ts';
import { homeOf } from '../shell/places.ts';
import { inside, shell } from './frames.tsx';
import { only } from './guards.ts';

/** `/app` leads home. */
export const start = createRoute({
  getParentRoute: () => inside,
  path: '/app',
  beforeLoad: () => {
    const logIn = currentLogIn();
    if (logIn.state === 'in') throw redirect({ to: homeOf(logIn.user.role), replace: true });
  },
});

export const everybody = [
  createRoute({
    getParentRoute: () => shell,
    path: '/app/today',
    beforeLoad: only('student', 'teacher'),
    component: lazyRouteComponent(() => import('../shell/today.tsx'), 'Today'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/me',
    component: lazyRouteComponent(() => import('../account/me-page.tsx'), 'MePage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/app/notifications',
    component: lazyRouteComponent(() => import('../account/notifications-page.tsx'), 'NotificationsPage'),
  }),
];
