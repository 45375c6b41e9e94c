import { Page } from '../ui/page.tsx';

export function ClassLayout() {
  return <Page title="ClassLayout">{null}</Page>;
}
