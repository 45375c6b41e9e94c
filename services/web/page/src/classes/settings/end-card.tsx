import { type ClassView, routes } from '@rollcall/contracts';
import { useNavigate } from '@tanstack/react-router';
import { Archive, ArchiveRestore, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { outdate } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Card } from '../../ui/page.tsx';
import { useErrorSentence } from '../../ui/states.tsx';
import { say } from '../../ui/toast.tsx';
import { useEditClass } from '../use-class.ts';

interface EndCardProps {
  shown: ClassView;
  isOwner: boolean;
}

/** The end of a class: archived it keeps all its marks; only one that was never used can be deleted. */
export function EndCard({ shown, isOwner }: EndCardProps) {
  const { t } = useTranslation(['classes', 'common']);
  const sentence = useErrorSentence('classes');
  const navigate = useNavigate();
  const [isDeleting, setIsDeleting] = useState(false);
  const edit = useEditClass();
  const { archived } = shown;

  function archive(next: boolean) {
    const undo = { label: t('common:actions.undo'), act: () => archive(!next) };
    edit.mutate(
      { archived: next },
      {
        onSuccess: () => say(next ? t('end.archived') : t('end.restored'), undo),
        onError: (error) => say(sentence(error)),
      },
    );
  }

  async function remove() {
    await call(routes.deleteClass, { ids: { id: shown._id } });
    await navigate({ to: '/app/classes' });
    void outdate(routes.listClasses, routes.teacherReport);
  }

  return (
    <Card title={t('end.title')}>
      <div className="grid gap-4 p-4 md:p-6">
        <p className="text-quiet">{archived ? t('end.isArchived') : t('end.archiveAbout')}</p>
        <div className="flex flex-wrap gap-3">
          <Button icon={archived ? ArchiveRestore : Archive} busy={edit.isPending} onClick={() => archive(!archived)}>
            {archived ? t('end.restore') : t('end.archive')}
          </Button>
          {isOwner && (
            <Button icon={Trash2} onClick={() => setIsDeleting(true)}>
              {t('end.delete')}
            </Button>
          )}
        </div>
      </div>
      <ConfirmDialog
        namespace="classes"
        open={isDeleting}
        onClose={() => setIsDeleting(false)}
        title={t('end.deleteTitle', { class: shown.className })}
        about={t('end.deleteAbout')}
        action={t('end.delete')}
        danger
        run={remove}
      />
    </Card>
  );
}
