import './no-code-from-text.ts';
import './style/index.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queryClient } from './api/query.ts';
import { currentLogIn, onLogInChange } from './log-in/access-token.ts';
import { router } from './routes.ts';
import { followNewVersions } from './shell/new-version.ts';
import { registerServiceWorker } from './shell/service-worker.ts';
import { startPage } from './start-page.tsx';

followNewVersions();
registerServiceWorker();
// A log-in that ends leads from wherever that is to where one logs in.
onLogInChange(() => {
  if (currentLogIn().state !== 'out') return;
  queryClient.clear();
  void router.invalidate();
});

await startPage(
  <CSPProvider disableStyleElements>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </CSPProvider>,
);
