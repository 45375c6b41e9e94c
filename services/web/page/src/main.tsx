import './style/index.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { queryClient } from './api/query.ts';
import { currentLogIn, findLogIn, onLogInChange } from './log-in/access-token.ts';
import { router } from './routes.tsx';
import { chosenTheme, showTheme } from './shell/theme.ts';
import { startWords } from './words/i18n.ts';

// The page's security policy lets no code be made from text, and Zod would try.
z.config({ jitless: true });
showTheme(chosenTheme());
// Whoever is logged in is asked for while the words are on their way; a problem shows where the answer is needed.
findLogIn().catch(() => {});
// A log-in that ends leads from wherever that is to where one logs in.
onLogInChange(() => {
  if (currentLogIn().state === 'out') {
    queryClient.clear();
    void router.invalidate();
  }
});
await startWords();

const place = document.querySelector('#page');
if (place === null) throw new Error('The document has no place for the page');
createRoot(place).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <Suspense>
          <RouterProvider router={router} />
        </Suspense>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
