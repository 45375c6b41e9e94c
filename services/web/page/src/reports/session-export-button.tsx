import { type ExportFormat, routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { download } from '../api/call.ts';
import { saveFile } from '../api/save-file.ts';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { ExportMenu } from './export-menu.tsx';

/** The records of a session as a file, at once. */
export function SessionExportButton({ sessionId }: { sessionId: string }) {
  const sentence = useErrorSentence('reports');
  const { mutate, isPending } = useMutation({
    mutationFn: ({ format, bom }: { format: ExportFormat; bom: boolean }) =>
      download(routes.exportSession, { ids: { id: sessionId }, query: { format, bom: bom ? 'true' : 'false' } }),
    onSuccess: (file, { format }) => saveFile(file, `attendance.${format}`),
    onError: (error) => say(sentence(error)),
  });
  return <ExportMenu busy={isPending} onChoose={mutate} />;
}
