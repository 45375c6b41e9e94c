import { useEffect, useRef, useState } from 'react';

const PAUSE_MS = 5_000;

/** Tells words to screen readers, politely, and not more often than they can be heard. */
export function Announced({ words }: { words: string }) {
  const [told, setTold] = useState(words);
  const toldAtMs = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (words === told) return;
    const timer = setTimeout(
      () => {
        toldAtMs.current = performance.now();
        setTold(words);
      },
      Math.max(0, toldAtMs.current + PAUSE_MS - performance.now()),
    );
    return () => clearTimeout(timer);
  }, [words, told]);
  return (
    <p aria-live="polite" className="sr-only">
      {told}
    </p>
  );
}
