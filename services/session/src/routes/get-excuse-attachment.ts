import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { requireStaffOf } from '../operations/require-staff.ts';

export const getExcuseAttachment = operation(
  routes.getExcuseAttachment,
  async (context: Context, { ids, caller, trace }) => {
    const excuse = await context.excuses.get(ids.id);
    if (!excuse) throw new AppError('excuse_not_found');
    if (excuse.studentId !== caller.userId) await requireStaffOf(context, excuse.classId, caller, trace);
    const { attachment } = excuse;
    const content = attachment && (await context.objects.get(attachment.key));
    if (!attachment || !content) throw new AppError('attachment_not_found');
    const extension = attachment.key.slice(attachment.key.lastIndexOf('.'));
    return { type: attachment.type, fileName: `excuse-${excuse._id}${extension}`, content };
  },
);
