import { AppError, type UploadedFile } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { isOfType } from '../../domain/file-type.ts';
import type { Attachment, ExcuseDocument } from '../../store/excuses.ts';
import { forgetFile } from './forget-file.ts';
import { getOwnExcuse } from './own-excuse.ts';

const extensions: Record<Attachment['type'], string> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

/**
 * Adds a document to an own excuse, in place of the one before. Throws `excuse_not_found`, `excuse_decided`, and
 * `file_type_mismatch` for a file that is not what it says.
 */
export async function attachDocument(
  context: Context,
  excuseId: string,
  studentId: string,
  { bytes, type }: UploadedFile,
): Promise<ExcuseDocument> {
  const { status } = await getOwnExcuse(context, excuseId, studentId);
  if (status !== 'pending') throw new AppError('excuse_decided');
  if (!isDocumentType(type)) throw new AppError('unsupported_media_type');
  if (!isOfType(bytes, type)) throw new AppError('file_type_mismatch');
  // Under a key of its own, so that whoever reads the one before reads it to its end.
  const attachment = { key: `excuse-${context.ids.objectId()}.${extensions[type]}`, type, bytes: bytes.length };
  await context.objects.put(attachment.key, bytes, { type });
  const before = await context.excuses.attach(excuseId, studentId, attachment);
  if (before?.attachment) await forgetFile(context, before.attachment.key);
  if (before) return { ...before, attachment };
  await forgetFile(context, attachment.key);
  throw new AppError('excuse_decided');
}

function isDocumentType(type: string): type is Attachment['type'] {
  return Object.hasOwn(extensions, type);
}
