import { Page } from '../ui/page.tsx';

export function StudentTodayPage() {
  return <Page title="StudentTodayPage">{null}</Page>;
}
