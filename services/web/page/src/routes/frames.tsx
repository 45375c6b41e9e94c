import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { findLogIn } from '../log-in/access-token.ts';
import { NotFound } from '../shell/problem-pages.tsx';
import { Starting, StartProblem } from '../shell/starting.tsx';

export const root = createRootRoute({ notFoundComponent: NotFound });

/** Whoever is not logged in is asked to, and comes back to where they wanted to go. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    const logIn = await findLogIn();
    if (logIn.state !== 'in') throw redirect({ to: '/app/log-in', search: { to: location.href }, replace: true });
  },
  pendingComponent: Starting,
  errorComponent: StartProblem,
});
/** Within the places to go. */
export const shell = createRoute({
  getParentRoute: () => inside,
  id: 'shell',
  component: lazyRouteComponent(() => import('../shell/shell.tsx'), 'Shell'),
});
