import { Page } from '../ui/page.tsx';

export function SessionReportPage() {
  return <Page title="SessionReportPage">{null}</Page>;
}
