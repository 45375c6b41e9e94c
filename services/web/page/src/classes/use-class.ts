import type { CallInput } from '@rollcall/client';
import { type ClassView, routes } from '@rollcall/contracts';
import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { call } from '../api/call.ts';
import { asks, outdate, queryClient } from '../api/query.ts';

const route = getRouteApi('/inside/shell/app/classes/$classId');

/** The id in the address of a page about a class. */
export function useClassId(): string {
  return route.useParams().classId;
}

/** The class of the address. */
export function useClass(): UseQueryResult<ClassView> {
  return useQuery(asks(routes.getClass, { ids: { id: useClassId() } }));
}

export type ClassChange = NonNullable<CallInput<typeof routes.editClass>['body']>;

/** Edits the class of the address; what came of it is shown at once. */
export function useEditClass(): UseMutationResult<ClassView, Error, ClassChange> {
  const id = useClassId();
  return useMutation({
    mutationFn: (body: ClassChange) => call(routes.editClass, { ids: { id }, body }),
    onSuccess: showClass,
  });
}

/** What a change answered, or what somebody else made of the class. */
export function showClass(shown: ClassView): void {
  queryClient.setQueryData(asks(routes.getClass, { ids: { id: shown._id } }).queryKey, shown);
  void outdate(routes.listClasses);
}
