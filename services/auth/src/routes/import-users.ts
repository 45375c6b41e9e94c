import type { UserImport, UserImportColumns } from '@rollcall/contracts';
import { presentImport } from '@rollcall/imports';
import type { Caller, Trace, UploadedFile } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

interface ImportUsers {
  file: UploadedFile;
  query: {
    dryRun: boolean;
    skipInvalid: boolean;
    invite: boolean;
    role: 'student' | 'teacher';
    columns?: UserImportColumns | undefined;
  };
  caller: Caller;
  trace: Trace;
}

/** Answers when the whole file is stored; what is done for its rows stands in `imports/import-work.ts`. */
export async function importUsers(context: Context, { file, query, caller, trace }: ImportUsers): Promise<UserImport> {
  const { dryRun, skipInvalid, columns, invite, role } = query;
  const document = await context.userImports.accept({
    bytes: file.bytes,
    columns,
    dryRun,
    skipInvalid,
    options: { invite, role },
    createdBy: caller.userId,
    requestId: trace.requestId,
  });
  return presentImport(document);
}
