import { type ExportFormat, routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { download } from '../api/call.ts';
import { saveFile } from '../api/save-file.ts';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { exportKinds } from './export-kinds.ts';

/** The records of a session as a file, at once. */
export function SessionExportButton({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation('reports');
  const sentence = useErrorSentence('reports');
  const { mutate, isPending } = useMutation({
    mutationFn: ({ format, bom }: { format: ExportFormat; bom: boolean }) =>
      download(routes.exportSession, { ids: { id: sessionId }, query: { format, bom: bom ? 'true' : 'false' } }),
    onSuccess: (file, { format }) => saveFile(file, `attendance.${format}`),
    onError: (error) => say(sentence(error)),
  });
  return (
    <div className="print:hidden">
      <Menu
        trigger={
          <Button icon={Download} busy={isPending}>
            {t('exports.export')}
          </Button>
        }
        items={exportKinds.map(({ key, ...file }) => ({
          key,
          label: t(`exports.kind.${key}`),
          onSelect: () => mutate(file),
        }))}
      />
    </div>
  );
}
