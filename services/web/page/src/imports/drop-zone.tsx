import { FileSpreadsheet } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../ui/classes.ts';
import { acceptedEndings, MAX_MEGABYTES } from './chosen-file.ts';

interface DropZoneProps {
  /** The name of the file that is being read. */
  busyWith: string | undefined;
  onFiles: (files: readonly File[]) => void;
}

/** A place to drop a file on, or to choose one with. */
export function DropZone({ busyWith, onFiles }: DropZoneProps) {
  const { t } = useTranslation('imports');
  const [isOver, setOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (busyWith === undefined) onFiles([...event.dataTransfer.files]);
  }

  return (
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classes(
        'grid cursor-pointer justify-items-center gap-2 rounded-8 border-2 border-dashed px-4 py-12 text-center has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
        isOver ? 'border-action bg-sunken' : 'border-line-strong hover:bg-sunken',
      )}
    >
      <FileSpreadsheet aria-hidden size={40} strokeWidth={1.5} className="text-quiet" />
      <span className="inline-flex min-h-11 items-center rounded-8 bg-action px-6 font-medium text-on-action">
        {t('file.choose')}
      </span>
      <span className="hidden text-quiet md:block">{t('file.drop')}</span>
      <span className="text-14 text-quiet">{t('file.rule', { megabytes: MAX_MEGABYTES })}</span>
      <span role="status" className="break-all empty:hidden">
        {busyWith !== undefined && t('file.reading', { name: busyWith })}
      </span>
      <input
        type="file"
        accept={acceptedEndings.join(',')}
        className="sr-only"
        disabled={busyWith !== undefined}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file can be chosen again when it was mended.
          target.value = '';
        }}
      />
    </label>
  );
}
