import { exportFileTypes, routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

/** A file of this service's own folder, by an address that it has signed: exports alone get such. */
export const getFile = operation(routes.getFile, async ({ objects, clock }: Context, { ids, query }) => {
  const { expires: expiresSeconds, name: fileName, signature } = query;
  if (!objects.isGood(ids.key, { expiresSeconds, fileName, signature }, clock.now()))
    throw new AppError('file_address_invalid');
  const content = await objects.get(ids.key);
  if (!content) throw new AppError('file_not_found');
  return { type: ids.key.endsWith('.csv') ? exportFileTypes.csv : exportFileTypes.xlsx, fileName, content };
});
