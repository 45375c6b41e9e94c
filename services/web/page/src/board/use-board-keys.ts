import { useEffect, useRef } from 'react';
import { type BoardKey, readKey } from './keys.ts';

/** Keys of the board, wherever the focus is on the page: not while somebody writes, nor in a dialog or a menu. */
export function useBoardKeys(press: (key: BoardKey) => void): void {
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const key = readKey(event);
      if (!key || isWriting(event.target)) return;
      event.preventDefault();
      latest.current(key);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}

/** Whether keys belong to where the focus is. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null;
}
