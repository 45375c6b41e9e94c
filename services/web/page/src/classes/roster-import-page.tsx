import { Page } from '../ui/page.tsx';

export function RosterImportPage() {
  return <Page title="RosterImportPage">{null}</Page>;
}
