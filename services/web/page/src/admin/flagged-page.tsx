import { Page } from '../ui/page.tsx';

export function FlaggedPage() {
  return <Page title="FlaggedPage">{null}</Page>;
}
