// What XML 1.0 cannot hold, and CR, which its readers turn into LF.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be written otherwise
const UNFIT = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9a-f]{4}_)/gi;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
const SPECIAL = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_x[0-9a-f]{4}_/i;

/**
 * A text as it stands in the XML of a workbook: characters that XML cannot hold, and what could be taken for such, are
 * written `_x000D_` (ECMA-376 part 1, 22.9.2.19); lone surrogates become U+FFFD.
 */
export function xmlText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  if (!SPECIAL.test(wellFormed)) return wellFormed;
  return wellFormed
    .replace(UNFIT, (unfit) => `_x${unfit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
