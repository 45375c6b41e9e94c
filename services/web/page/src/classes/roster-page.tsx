import { Page } from '../ui/page.tsx';

export function RosterPage() {
  return <Page title="RosterPage">{null}</Page>;
}
