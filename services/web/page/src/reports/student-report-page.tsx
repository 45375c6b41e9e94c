import { Page } from '../ui/page.tsx';

export function StudentReportPage() {
  return <Page title="StudentReportPage">{null}</Page>;
}
