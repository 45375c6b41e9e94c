import { Page } from '../ui/page.tsx';

export function LogInPage() {
  return <Page title="LogInPage">{null}</Page>;
}
