/** Choices that this browser remembers. Nothing about people or attendance is kept here, and no token. */
export type Choice = 'language' | 'theme';

export function kept(choice: Choice): string | undefined {
  try {
    return localStorage.getItem(`rollcall.${choice}`) ?? undefined;
  } catch {
    // Browsers that keep nothing refuse even the asking.
    return undefined;
  }
}

export function keep(choice: Choice, value: string): void {
  try {
    localStorage.setItem(`rollcall.${choice}`, value);
  } catch {
    // It is forgotten with the page.
  }
}
