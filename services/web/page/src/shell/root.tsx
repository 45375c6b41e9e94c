import { Outlet } from '@tanstack/react-router';

/** Around everything, also what is shown to people who are not logged in. */
export function Root() {
  return <Outlet />;
}
