import { useSyncExternalStore } from 'react';
import type { ChosenFile } from './chosen-file.ts';
import type { ColumnChoices } from './columns.ts';
import { firstOptions, type ImportOptions } from './source.ts';

/** What somebody has chosen and not imported yet, for as long as the page lives: a reload forgets it. */
export interface Held {
  file: ChosenFile;
  options: ImportOptions;
  /** Undefined while the server's guess is good. */
  columns: ColumnChoices | undefined;
}

const held = new Map<string, Held>();
const listeners = new Set<() => void>();

export function useHeld(place: string): Held | undefined {
  return useSyncExternalStore(listen, () => held.get(place));
}

export function hold(place: string, next: Held): void {
  held.set(place, next);
  for (const listener of listeners) listener();
}

export function holdFile(place: string, file: ChosenFile): Held {
  const next = { file, options: held.get(place)?.options ?? firstOptions, columns: undefined };
  hold(place, next);
  return next;
}

export function letGo(place: string): void {
  held.delete(place);
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function heldAt(place: string): Held | undefined {
  return held.get(place);
}
