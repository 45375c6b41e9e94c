import { Page } from '../ui/page.tsx';

export function ScannerPage() {
  return <Page title="ScannerPage">{null}</Page>;
}
