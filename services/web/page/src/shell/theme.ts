import { keep, kept } from '../kept.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export function chosenTheme(): Theme {
  return themes.find((theme) => theme === kept('theme')) ?? 'system';
}

/** Shows the page in a theme; the browser remembers the choice. */
export function chooseTheme(theme: Theme): void {
  keep('theme', theme);
  showTheme(theme);
}

export function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
