interface Position {
  createdAt: Date;
  _id: string;
}

/** Where a page ended whose items are in the order of their times. */
export function cursorAfter(last: Position | undefined): string | null {
  return last ? `${last.createdAt.getTime()}.${last._id}` : null;
}

/** The contract lets through nothing but what {@link cursorAfter} could have made. */
export function readCursor(cursor: string | undefined): Position | undefined {
  const [createdAtMs, _id = ''] = cursor?.split('.') ?? [];
  return createdAtMs === undefined ? undefined : { createdAt: new Date(Number(createdAtMs)), _id };
}
