import { Page } from '../ui/page.tsx';

export function UsersPage() {
  return <Page title="UsersPage">{null}</Page>;
}
