import type { Foundation, ServiceContext } from '@rollcall/service-kit';

export type Context = Foundation & ServiceContext;

/** There is nothing to connect to: the pages are files, the documents come from the contracts. */
export async function createContext(foundation: Foundation): Promise<Context> {
  return { ...foundation, close: () => foundation.closers.close() };
}
