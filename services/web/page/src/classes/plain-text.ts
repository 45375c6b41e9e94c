/** Without accents and capitals, as people type. */
export function plainText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** For a search: whether each of its words stands in a text. */
export function matcher(search = ''): (text: string) => boolean {
  const words = plainText(search).split(/\s+/).filter(Boolean);
  return (text) => {
    if (words.length === 0) return true;
    const plain = plainText(text);
    return words.every((word) => plain.includes(word));
  };
}
