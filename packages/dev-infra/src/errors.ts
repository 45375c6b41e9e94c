/** Something that was tried and why it did not work. */
export interface Attempt {
  source: string;
  reason: string;
}

/** Rejection of `startInfra`: which server could not be had, what was tried, what to do. */
export class InfraError extends Error {
  override readonly name = 'InfraError';
  /** Everything that was tried, in order. Empty when the data folder is the trouble. */
  readonly attempts: Attempt[];

  constructor(message: string, attempts: Attempt[] = []) {
    super(message);
    this.attempts = attempts;
  }
}

export function serverUnavailable(title: string, attempts: Attempt[], advice: string): InfraError {
  const tried = attempts.map(({ source, reason }) => `  - ${source}: ${reason.replaceAll('\n', '\n      ')}`);
  return new InfraError(
    [`${title} could not be started. Tried:`, ...tried, `What to do: ${advice}`].join('\n'),
    attempts,
  );
}

export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
