/** What stands in the bar at the bottom: a sign over a word. */
export const barClass =
  'flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 px-0.5 text-center text-12 text-quiet aria-[current=page]:font-medium aria-[current=page]:text-text';
