/** The class of a link under the card, and of links in sentences. */
export const outsideLink =
  'inline-flex min-h-11 items-center text-link underline underline-offset-4 decoration-line-strong hover:decoration-current';
