import { AppError } from '@rollcall/service-kit';

/** Whether an error says for sure that nothing has happened. */
export function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.status < 500;
}
