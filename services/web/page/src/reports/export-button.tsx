import { type ExportFormat, type ExportScope, routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { ExportMenu } from './export-menu.tsx';
import type { Range } from './period.ts';

interface ExportButtonProps {
  what: ExportScope;
  ofId?: string;
  range: Range;
}

/** Asks for a file of what a report is about, and leads to where it will be. */
export function ExportButton({ what, ofId, range }: ExportButtonProps) {
  const navigate = useNavigate();
  const sentence = useErrorSentence('reports');
  const { mutate, isPending } = useMutation({
    mutationFn: (file: { format: ExportFormat; bom: boolean }) =>
      call(routes.createExport, { body: { what, ...(ofId && { ofId }), ...range, ...file } }),
    onSuccess: async () => {
      await outdate(routes.listExports);
      await navigate({ to: '/app/exports' });
    },
    onError: (error) => say(sentence(error)),
  });
  return <ExportMenu busy={isPending} onChoose={mutate} />;
}
