import { exportFileTypes, routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { requireTeacherOf } from '../domain/access.ts';
import { exportFileName } from '../domain/export-file.ts';
import { newExport } from '../operations/exports/request-export.ts';
import { madeEvent } from '../operations/exports/run-export.ts';
import { sessionFile } from '../operations/exports/session-file.ts';
import { writeFile } from '../operations/exports/write-file.ts';
import { getSession } from '../operations/find-session.ts';

export const exportSession = operation(
  routes.exportSession,
  async (context: Context, { ids, query, caller, trace }) => {
    const session = await getSession(context, ids.id);
    if (caller.role !== 'admin') requireTeacherOf(session, caller);
    const { format, bom } = query;
    const fileName = exportFileName(session.className, session.beginsAt, format);
    const content = writeFile(query, await sessionFile(context, session, trace));
    const about = { ...newExport(context, caller, trace), what: 'session', ofId: session._id, format } as const;
    // Noted before the first byte leaves.
    const outbox = [madeEvent(context, about, trace)];
    await context.exports.insert({ ...about, bom, fileName, sameAs: about._id, status: 'done', outbox });
    void context.exports.outbox.flush(about._id);
    return { type: exportFileTypes[format], fileName, content };
  },
);
