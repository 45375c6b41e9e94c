import { Page } from '../ui/page.tsx';

export function SetPasswordPage() {
  return <Page title="SetPasswordPage">{null}</Page>;
}
