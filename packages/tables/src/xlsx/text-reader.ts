/** `_x000D_` and the like: how a workbook writes the characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19). */
const ESCAPE = /_x([0-9a-f]{4})_/gi;

/**
 * Puts a text together from the elements of a string item: `t` directly or in the runs of a rich text, but not the phonetic
 * runs (`rPh`), which say how East Asian characters are read.
 */
export function createTextReader() {
  let text = '';
  let inText = false;
  let inPhonetic = false;

  return {
    start() {
      text = '';
      inText = false;
      inPhonetic = false;
    },
    open(name: string) {
      if (name === 'rPh') inPhonetic = true;
      if (name === 't') inText = !inPhonetic;
    },
    close(name: string) {
      if (name === 'rPh') inPhonetic = false;
      if (name === 't') inText = false;
    },
    text(piece: string) {
      if (inText) text += piece;
    },
    finish: () => readEscapes(text),
  };
}

export function readEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  const unescaped = text.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return unescaped.replaceAll('\0', '').toWellFormed();
}
