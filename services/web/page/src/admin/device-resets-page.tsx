import { Page } from '../ui/page.tsx';

export function DeviceResetsPage() {
  return <Page title="DeviceResetsPage">{null}</Page>;
}
