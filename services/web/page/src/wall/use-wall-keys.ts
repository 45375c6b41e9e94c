import { useEffect, useRef } from 'react';
import { toggleFullScreen } from './full-screen.ts';

interface WallKeys {
  toggleTheme: () => void;
  nextRound: () => void;
  forget: () => void;
}

/** A screen without buttons: what its keys do. */
export function useWallKeys(keys: WallKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = ({ key, ctrlKey, metaKey, altKey, repeat }: KeyboardEvent) => {
      if (ctrlKey || metaKey || altKey || repeat) return;
      if (key === 'f' || key === 'F') void toggleFullScreen();
      if (key === 'd' || key === 'D') latest.current.toggleTheme();
      if (key === 'n' || key === 'N') latest.current.nextRound();
      if (key === 'Escape') latest.current.forget();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
