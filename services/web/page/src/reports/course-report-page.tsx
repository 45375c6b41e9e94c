import { Page } from '../ui/page.tsx';

export function CourseReportPage() {
  return <Page title="CourseReportPage">{null}</Page>;
}
