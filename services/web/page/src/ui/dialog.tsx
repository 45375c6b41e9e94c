import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from './classes.ts';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** What it is about, read aloud with the title. */
  about?: ReactNode;
  wide?: boolean;
  children?: ReactNode;
  /** Buttons, the one that acts last. */
  actions?: ReactNode;
}

/** A dialog: the focus goes in and comes back, Escape and a touch beside it close it. */
export function Dialog({ open, onClose, title, about, wide = false, children, actions }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Base.Root open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-backdrop transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Base.Popup
          className={classes(
            'fixed inset-x-0 bottom-0 z-50 mx-auto max-h-[92dvh] w-full overflow-y-auto rounded-t-16 bg-card p-6 shadow-xl transition-[opacity,translate] data-[ending-style]:translate-y-4 data-[ending-style]:opacity-0 data-[starting-style]:translate-y-4 data-[starting-style]:opacity-0',
            'sm:top-[8vh] sm:bottom-auto sm:max-h-[84dvh] sm:rounded-16',
            wide ? 'sm:max-w-[800px]' : 'sm:max-w-[480px]',
          )}
        >
          <div className="flex items-start justify-between gap-4">
            <Base.Title className="min-w-0 text-20 break-words">{title}</Base.Title>
            <Base.Close
              aria-label={t('actions.close')}
              className="-mt-2 -mr-2 inline-flex size-11 shrink-0 items-center justify-center rounded-8 hover:bg-sunken"
            >
              <X aria-hidden size={20} />
            </Base.Close>
          </div>
          {about && <Base.Description className="mt-1 text-quiet wrap-anywhere">{about}</Base.Description>}
          {children && <div className="mt-4 grid gap-4">{children}</div>}
          {actions && <div className="mt-6 flex flex-wrap justify-end gap-3">{actions}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
