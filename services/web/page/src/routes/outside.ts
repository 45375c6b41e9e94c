import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { currentLogIn, findLogIn } from '../log-in/access-token.ts';
import { safePath } from '../log-in/safe-path.ts';
import { root } from './frames.tsx';
import { text } from './search.ts';

/** Where to go on after a log-in. */
const goesOn = ({ to }: { to?: unknown }): { to?: string | undefined } => ({ to: safePath(text(to)) });

/** Whoever is logged in has no need of it. Without an answer nobody knows, and the page shows itself. */
async function forNobody({ search: { to } }: { search: { to?: string | undefined } }) {
  const logIn = await findLogIn().catch(currentLogIn);
  if (logIn.state === 'in') throw redirect({ href: to ?? '/app', replace: true });
}

/** For people who are not logged in. */
export const outside = [
  createRoute({
    getParentRoute: () => root,
    path: '/app/log-in',
    validateSearch: goesOn,
    beforeLoad: forNobody,
    component: lazyRouteComponent(() => import('../account/log-in-page.tsx'), 'LogInPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/app/sign-up',
    validateSearch: goesOn,
    beforeLoad: forNobody,
    component: lazyRouteComponent(() => import('../account/sign-up-page.tsx'), 'SignUpPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/app/set-password',
    component: lazyRouteComponent(() => import('../account/set-password-page.tsx'), 'SetPasswordPage'),
  }),
];
