import { useTranslation } from 'react-i18next';
import { classes } from './classes.ts';
import type { FoundPerson } from './person-field.tsx';

interface PersonOptionsProps {
  id: string;
  isOpen: boolean;
  people: readonly FoundPerson[];
  isLooking: boolean;
  active: number;
  onChoose: (person: FoundPerson) => void;
}

/** What a search has found, under its field. */
export function PersonOptions({ id, isOpen, people, isLooking, active, onChoose }: PersonOptionsProps) {
  const { t } = useTranslation();
  const isEmpty = people.length === 0;
  const status = isOpen && isEmpty ? t(isLooking ? 'state.loading' : 'state.nobodyFound') : '';
  return (
    <div
      className={classes(
        'absolute inset-x-0 top-19 z-20 rounded-8 border border-line bg-card p-1 shadow-lg',
        !isOpen && 'sr-only',
      )}
    >
      <p role="status" className="px-3 py-2 text-14 text-quiet empty:hidden">
        {status}
      </p>
      <div id={id} role="listbox" className="max-h-80 overflow-y-auto" aria-label={t('actions.search')}>
        {isOpen &&
          people.map((person, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div
              key={person._id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              // The focus stays in the field.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onChoose(person)}
              className="grid min-h-11 cursor-pointer content-center rounded-8 px-3 py-1 hover:bg-sunken aria-selected:bg-sunken"
            >
              <span className="truncate">{person.name}</span>
              <span className="truncate text-14 text-quiet">{person.email}</span>
            </div>
          ))}
      </div>
    </div>
  );
}
