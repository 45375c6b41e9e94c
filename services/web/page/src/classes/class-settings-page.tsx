import { Page } from '../ui/page.tsx';

export function ClassSettingsPage() {
  return <Page title="ClassSettingsPage">{null}</Page>;
}
