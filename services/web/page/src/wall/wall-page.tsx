import { Page } from '../ui/page.tsx';

export function WallPage() {
  return <Page title="WallPage">{null}</Page>;
}
