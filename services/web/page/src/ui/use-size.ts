import { useCallback, useState } from 'react';

/** The size of an element, as it changes: its `ref`, and what it is now. */
export function useSize(): [(element: HTMLElement | null) => (() => void) | undefined, Size] {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const observer = new ResizeObserver(() => setSize(sizeOf(element)));
    observer.observe(element);
    setSize(sizeOf(element));
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}

interface Size {
  width: number;
  height: number;
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): Size {
  return { width: clientWidth, height: clientHeight };
}
