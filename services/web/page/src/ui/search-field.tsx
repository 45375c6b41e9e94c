import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from './classes.ts';
import { control } from './field.tsx';

const PAUSE_MS = 200;

interface SearchFieldProps {
  label: string;
  /** What is searched for, such as in the address; undefined for nothing. */
  value: string | undefined;
  /** After a pause in typing. */
  onChange: (value: string | undefined) => void;
  className?: string;
}

/** Narrows a list down while one types. */
export function SearchField({ label, value = '', onChange, className }: SearchFieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  // Back, or a link, has put something else there.
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => {
      setKnown(typed);
      onChange(typed || undefined);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <search className={classes('relative block', className)}>
      <Search aria-hidden size={18} className="pointer-events-none absolute top-3.5 left-3 text-quiet" />
      <input
        type="search"
        aria-label={label}
        placeholder={t('actions.search')}
        autoComplete="off"
        maxLength={100}
        className={classes(control, 'pl-10')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </search>
  );
}
