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

/**
 * By the place of an import what was chosen there last, and by the id of a dry run what it was about: whoever goes back to an
 * earlier one imports what it shows.
 */
const held = new Map<string, Held>();
const listeners = new Set<() => void>();

export function useHeld(key: string): Held | undefined {
  return useSyncExternalStore(listen, () => held.get(key));
}

export function hold(key: string, next: Held): void {
  held.set(key, next);
  for (const listener of listeners) listener();
}

export function holdFile(place: string, file: ChosenFile): Held {
  const next = { file, options: held.get(place)?.options ?? firstOptions, columns: undefined };
  hold(place, next);
  return next;
}

/** Nothing of it is imported twice by somebody who goes back. */
export function letGo(): void {
  held.clear();
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
