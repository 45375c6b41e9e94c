import { type Excuse, routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../api/call.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorWords } from '../ui/states.tsx';

type About = NonNullable<Excuse['attachment']>;

/** The document of an excuse: a picture is shown here, a PDF in a tab of its own. It is asked for when somebody wants it. */
export function Attachment({ excuseId, attachment }: { excuseId: string; attachment: About }) {
  const { t } = useTranslation('review');
  const [picture, setPicture] = useState<string>();
  const isPicture = attachment.type.startsWith('image/');
  const load = useMutation({
    mutationFn: async () => {
      const { content } = await download(routes.getExcuseAttachment, { ids: { id: excuseId } });
      // As what the contract knows it to be, whatever else was said: nothing of it runs.
      return URL.createObjectURL(new Blob([content], { type: attachment.type }));
    },
    onSuccess: (address) => (isPicture ? setPicture(address) : openFile(address)),
  });
  useEffect(() => () => void (picture && URL.revokeObjectURL(picture)), [picture]);
  return (
    <div>
      <Button icon={FileText} busy={load.isPending} onClick={() => load.mutate()}>
        {t(isPicture ? 'showPicture' : 'openDocument', { size: Math.max(1, Math.round(attachment.bytes / 1000)) })}
      </Button>
      {load.error && <ErrorWords error={load.error} className="mt-2" />}
      <Dialog open={picture !== undefined} onClose={() => setPicture(undefined)} title={t('document')} wide>
        {picture && <img src={picture} alt={t('document')} className="mx-auto max-h-[70dvh] rounded-8" />}
      </Dialog>
    </div>
  );
}

const FORGET_MS = 60_000;

/** By a link, which no browser takes for a window that nobody asked for. */
function openFile(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.target = '_blank';
  link.rel = 'noopener';
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), FORGET_MS);
}
