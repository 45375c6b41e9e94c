import { type Excuse, excuseAttachment, routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { Paperclip } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { call, download } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { problemsOfFile } from './excuse-input.ts';

const linkClass =
  'inline-flex min-h-11 cursor-pointer items-center gap-1 text-14 text-link underline underline-offset-4 has-focus-visible:outline-2 has-focus-visible:outline-focus';

/** The document of an excuse: to look at, and while nobody has decided to add or to replace. */
export function ExcuseDocument({ excuse: { _id: id, attachment, status } }: { excuse: Excuse }) {
  const { t } = useTranslation('student');
  const sentence = useErrorSentence('student');
  const inputId = useId();
  const attach = useMutation({
    mutationFn: (file: File) => attachDocument(id, file),
    onSuccess: () => say(t('excuses.attached')),
    onError: (error) => say(sentence(error)),
    onSettled: () => outdate(routes.listMyExcuses),
  });
  const open = useMutation({ mutationFn: () => saveDocument(id), onError: (error) => say(sentence(error)) });

  function choose(file: File | undefined) {
    const { file: problem } = file ? problemsOfFile(file) : {};
    if (problem) say(t(`excuses.problems.${problem}`));
    else if (file) attach.mutate(file);
  }

  return (
    <>
      {attachment && (
        <button type="button" className={linkClass} disabled={open.isPending} onClick={() => open.mutate()}>
          <Paperclip aria-hidden size={14} />
          {t('excuses.document')}
        </button>
      )}
      {status === 'pending' && (
        <label htmlFor={inputId} className={linkClass}>
          {t(attachment ? 'excuses.replaceDocument' : 'excuses.addDocument')}
          <input
            id={inputId}
            type="file"
            className="sr-only"
            accept={excuseAttachment.types.join(',')}
            disabled={attach.isPending}
            onChange={(event) => {
              choose(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </label>
      )}
    </>
  );
}

export function attachDocument(id: string, file: File): Promise<Excuse> {
  return call(routes.attachToExcuse, { ids: { id }, file: { bytes: file, type: file.type } });
}

async function saveDocument(id: string): Promise<void> {
  const { content, fileName } = await download(routes.getExcuseAttachment, { ids: { id } });
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName ?? 'document';
  link.click();
  // Not at once: the browser is still reading it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
