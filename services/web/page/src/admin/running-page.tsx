import { Page } from '../ui/page.tsx';

export function RunningPage() {
  return <Page title="RunningPage">{null}</Page>;
}
