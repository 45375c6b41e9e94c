import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

const manager = Base.createToastManager();
const LONG_MS = 10_000;
const SHORT_MS = 4_000;

/**
 * Says something at the edge of the page, politely. With `undo` it stays for ten seconds and offers to take back what was
 * done.
 */
export function say(words: string, undo?: { label: string; act: () => void }): void {
  const id = manager.add({
    title: words,
    timeout: undo ? LONG_MS : SHORT_MS,
    ...(undo && {
      actionProps: {
        children: undo.label,
        onClick: () => {
          manager.close(id);
          undo.act();
        },
      },
    }),
  });
}

/** Where that is shown: once, around the pages. */
export function Toasts() {
  const { t } = useTranslation();
  return (
    <Base.Provider toastManager={manager}>
      <Base.Portal>
        <Base.Viewport
          aria-label={t('nav.notifications')}
          className="fixed inset-x-4 bottom-20 z-60 mx-auto flex max-w-[480px] flex-col gap-2 md:bottom-6"
        >
          <List />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function List() {
  const { t } = useTranslation();
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      className="rounded-8 bg-action py-1 pr-1 pl-4 text-on-action shadow-lg transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0"
    >
      <Base.Content className="flex items-center gap-2">
        <Base.Title className="min-w-0 grow py-2 text-16 font-normal break-words" />
        <Base.Action className="min-h-11 shrink-0 rounded-8 px-3 font-medium underline underline-offset-4" />
        <Base.Close
          aria-label={t('actions.close')}
          className="inline-flex size-11 shrink-0 items-center justify-center rounded-8"
        >
          <X aria-hidden size={18} />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
