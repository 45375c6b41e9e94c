import { type ReactNode, useEffect, useRef } from 'react';

const EARLIER = '600px';

/** Does something whenever it comes near the window: what goes on below a list is loaded before somebody is there. */
export function WhenSeen({ onSeen, children }: { onSeen: () => void; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onSeen(), { rootMargin: EARLIER });
    observer.observe(place.current);
    return () => observer.disconnect();
  });
  return <div ref={place}>{children}</div>;
}
