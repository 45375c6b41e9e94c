import { Page } from '../ui/page.tsx';

export function ClassSessionsPage() {
  return <Page title="ClassSessionsPage">{null}</Page>;
}
