const MAX_LENGTH = 31;
/** Excel keeps this name for itself. */
const RESERVED = /^history$/i;

/** Makes names of sheets as Excel takes them, each unlike those before in whatever case: `Round 1`, `Round 1 (2)`. */
export function createSheetNames(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    const fit = fitFor(wanted);
    let name = cut(fit, MAX_LENGTH);
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) {
      const end = ` (${number})`;
      name = cut(fit, MAX_LENGTH - end.length) + end;
    }
    taken.add(name.toLowerCase());
    return name;
  };
}

/** Without what Excel refuses: []:*?/\, control characters, apostrophes at the ends. */
function fitFor(wanted: string): string {
  const plain = wanted
    .toWellFormed()
    .replace(/[\s[\]:*?/\\\p{Cc}\ufffe\uffff]+/gu, ' ')
    .replace(/^['\s]+|['\s]+$/g, '');
  if (plain === '') return 'Sheet';
  return RESERVED.test(plain) ? `${plain} sheet` : plain;
}

/** At most so many UTF-16 units, no pair of them broken; an apostrophe that becomes the last goes, too. */
function cut(text: string, maxLength: number): string {
  const shorter = text.slice(0, maxLength);
  const whole = shorter.isWellFormed() ? shorter : shorter.slice(0, -1);
  return whole.replace(/['\s]+$/, '');
}
