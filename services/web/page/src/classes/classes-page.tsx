import { Page } from '../ui/page.tsx';

export function ClassesPage() {
  return <Page title="ClassesPage">{null}</Page>;
}
