import { Page } from '../ui/page.tsx';

export function ExcusesPage() {
  return <Page title="ExcusesPage">{null}</Page>;
}
