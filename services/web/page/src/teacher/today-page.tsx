import { Page } from '../ui/page.tsx';

export function TeacherTodayPage() {
  return <Page title="TeacherTodayPage">{null}</Page>;
}
