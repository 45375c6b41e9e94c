import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/**
 * After a change of pages the focus is on the new heading, so that a screen reader reads it and Tab goes on from there. Who
 * has gone on within the page, such as by the tabs of a class, stays where he is.
 */
export function useFocusOnHeading(): void {
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const before = useRef<string>(undefined);
  useEffect(() => {
    const main = document.querySelector('main');
    if (path === undefined || main === null) return;
    const isAnother = before.current !== undefined && before.current !== path;
    before.current = path;
    if (!isAnother || focusHeading(main)) return;
    // It comes with what is still being loaded.
    const observer = new MutationObserver(() => focusHeading(main) && observer.disconnect());
    observer.observe(main, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [path]);
}

/** True when nothing is left to do. */
function focusHeading(main: HTMLElement): boolean {
  const active = document.activeElement;
  if (active !== main && main.contains(active)) return true;
  const heading = main.querySelector('h1');
  heading?.focus({ preventScroll: true });
  return heading !== null;
}
