import { Page } from '../ui/page.tsx';

export function MePage() {
  return <Page title="MePage">{null}</Page>;
}
