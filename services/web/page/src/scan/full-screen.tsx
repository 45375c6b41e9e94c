import { type ReactNode, useEffect, useRef } from 'react';

/** Over all of the page, which can't be reached meanwhile. Escape closes it. */
export function FullScreen({ label, onClose, children }: { label: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className="m-0 size-full max-h-none max-w-none overflow-y-auto p-0"
    >
      {children}
    </dialog>
  );
}
