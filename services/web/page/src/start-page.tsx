import './no-code-from-text.ts';
import { type ReactNode, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { findLogIn } from './log-in/access-token.ts';
import { chosenTheme, showTheme } from './shell/theme.ts';
import type { Namespace } from './words/catalogue.ts';
import { startWords } from './words/i18n.ts';

/** Shows a page in the document: in the theme and the language of this browser, with words that are known to be needed. */
export async function startPage(page: ReactNode, ...namespaces: Namespace[]): Promise<void> {
  showTheme(chosenTheme());
  // Whoever is logged in is asked for while the words are on their way; a problem shows where the answer is needed.
  findLogIn().catch(() => {});
  await startWords(...namespaces);
  const place = document.querySelector('#page');
  if (place === null) throw new Error('The document has no place for the page');
  createRoot(place).render(
    <StrictMode>
      <Suspense>{page}</Suspense>
    </StrictMode>,
  );
}
