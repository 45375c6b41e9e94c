/**
 * Every page under /app, by who it is for; `/s` is a page of its own, in scan/. A page is loaded when somebody goes there; what
 * filters it stands in the address.
 */
import { createRouter } from '@tanstack/react-router';
import { admins } from './routes/admins.ts';
import { everybody, start } from './routes/everybody.ts';
import { inside, root, shell } from './routes/frames.tsx';
import { outside } from './routes/outside.ts';
import { staff, wall } from './routes/staff.ts';
import { students } from './routes/students.ts';
import { Crashed, NotFound } from './shell/problem-pages.tsx';
import { readSearch, writeSearch } from './shell/search.ts';

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
