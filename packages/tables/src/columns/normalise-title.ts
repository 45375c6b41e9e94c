/** A title without case, accents, punctuation and blanks: `E-Mail`, `e_mail` and `É mail` are the same. */
export function normaliseTitle(title: string): string {
  return (
    title
      .normalize('NFKD')
      .replace(/\p{Diacritic}/gu, '')
      // Up first, because only so ß becomes ss and the dotless ı an i.
      .toUpperCase()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}]/gu, '')
  );
}
