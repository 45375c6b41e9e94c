import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { asks } from '../api/query.ts';
import { useUser } from '../log-in/use-log-in.ts';
import { timeZone } from '../words/format.ts';

/** How the own classes of a teacher do, by class id; of others nothing is known. */
export function useRates(): ReadonlyMap<string, number | null> | undefined {
  const { role } = useUser();
  const { data } = useQuery({ ...asks(routes.teacherReport, { query: { timeZone } }), enabled: role === 'teacher' });
  return data && new Map(data.classes.map(({ classId, rate }) => [classId, rate]));
}
