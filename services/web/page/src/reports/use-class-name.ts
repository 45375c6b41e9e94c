import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { asks } from '../api/query.ts';

/** Undefined until it is known; a page does not wait for it. */
export function useClassName(classId: string): string | undefined {
  return useQuery(asks(routes.getClass, { ids: { id: classId } })).data?.className;
}
