import { AppError } from '@rollcall/service-kit';
import { addCounts, figuresOf, noCounts } from '../../domain/rates.ts';
import { presentOverTime } from '../../presenters/reports.ts';
import type { Group } from '../../store/reports/reports.ts';

const MOST = 1_000;

/** All in all and over time. Throws `invalid_request` for more than 1,000 groups. */
export function figuresOverTime(groups: Group<string>[]) {
  if (groups.length > MOST) {
    const message = `makes more than ${MOST} groups: take longer ones, or a shorter range`;
    throw new AppError('invalid_request', { details: [{ path: 'by', message }] });
  }
  const all = groups.reduce((sum, { counts }) => addCounts(sum, counts), noCounts);
  return { ...figuresOf(all), overTime: presentOverTime(groups) };
}
