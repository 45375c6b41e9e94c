import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { exportKinds } from './export-kinds.ts';

interface ExportMenuProps {
  busy: boolean;
  onChoose: (file: Omit<(typeof exportKinds)[number], 'key'>) => void;
}

/** Which kind of file it is to be. */
export function ExportMenu({ busy, onChoose }: ExportMenuProps) {
  const { t } = useTranslation('reports');
  return (
    <div className="print:hidden">
      <Menu
        trigger={
          <Button icon={Download} busy={busy}>
            {t('exports.export')}
          </Button>
        }
        items={exportKinds.map(({ key, ...file }) => ({
          key,
          label: t(`exports.kind.${key}`),
          onSelect: () => onChoose(file),
        }))}
      />
    </div>
  );
}
