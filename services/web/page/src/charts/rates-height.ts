/** So high is a bar with the room around it. */
const BAR_PX = 36;

/** Of a drawing of so many rates, in pixels. */
export function ratesHeight(bars: number): number {
  return bars * BAR_PX + 8;
}
