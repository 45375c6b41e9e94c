import { Link } from '@tanstack/react-router';

export const nameLinkClass = 'inline-flex min-h-10 max-w-full min-w-0 items-center underline-offset-4 hover:underline';

/** To the report of a class. */
export function ClassLink({ classId, children }: { classId: string; children: string }) {
  return (
    <Link to="/app/classes/$classId/report" params={{ classId }} className={nameLinkClass}>
      <bdi className="min-w-0 wrap-anywhere">{children}</bdi>
    </Link>
  );
}
