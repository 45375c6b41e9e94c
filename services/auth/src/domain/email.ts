/** What e-mail addresses are compared by: case, width and surrounding blanks do not matter. */
export function toEmailKey(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}
