/** How many columns let squares be largest in a place: their number, and the side of a square. */
export function gridFor(count: number, width: number, height: number, gap = 0): { columns: number; side: number } {
  let best = { columns: 1, side: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const side = Math.min((width - gap * (columns - 1)) / columns, (height - gap * (rows - 1)) / rows);
    if (side > best.side) best = { columns, side };
  }
  return best;
}

/** Below this the evenness of modules costs more than it brings. */
const WORTH = 0.93;

/** The side in CSS pixels that makes all modules of a code equally many dots of the screen, where that is nearly as large. */
export function crispSide(side: number, modules: number, dotsPerPixel: number): number {
  const crisp = (Math.floor((side * dotsPerPixel) / modules) * modules) / dotsPerPixel;
  return crisp >= side * WORTH ? crisp : side;
}
