import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog.tsx';

const keys = ['arrows', 'P', 'L', 'A', 'E', 'Z', '/', 'Enter', 'Esc', '?'] as const;

export function KeysDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('board');
  return (
    <Dialog open={open} onClose={onClose} title={t('keys.title')}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {keys.map((key) => (
          <div key={key} className="col-span-2 grid grid-cols-subgrid items-baseline">
            <dt>
              <kbd className="rounded-8 border border-line-strong bg-sunken px-2 font-mono text-14">
                {key === 'arrows' ? '← ↑ ↓ →' : key}
              </kbd>
            </dt>
            <dd>{t(`keys.${key}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
