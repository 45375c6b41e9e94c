import type { Role } from '@rollcall/contracts';
import { beyond, type NamePosition, searchConditions } from '@rollcall/service-kit';

export interface UserSearch {
  search?: string | undefined;
  role?: Role | undefined;
  disabled?: boolean | undefined;
  /** Where the page before ended. */
  after?: NamePosition | undefined;
  limit: number;
}

/** The filter of a search: every word begins something of the person. */
export function searchFilter({ search = '', role, disabled, after }: UserSearch) {
  const conditions = [...searchConditions('searchKeys', search), ...(after ? [beyond(after)] : [])];
  return {
    ...(role !== undefined && { role }),
    ...(disabled !== undefined && { disabled }),
    ...(conditions.length > 0 && { $and: conditions }),
  };
}
