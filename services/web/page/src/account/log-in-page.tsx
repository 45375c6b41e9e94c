import { LogInForm } from './log-in-form.tsx';

export function LogInPage() {
  return <LogInForm autoFocus onDone={() => location.assign('/app')} />;
}
