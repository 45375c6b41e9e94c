import { Page } from '../ui/page.tsx';

export function ClassReportPage() {
  return <Page title="ClassReportPage">{null}</Page>;
}
