import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FieldProps, TextField } from './field.tsx';
import { PersonOptions } from './person-options.tsx';
import { useListKeys } from './use-list-keys.ts';

export interface FoundPerson {
  _id: string;
  name: string;
  email: string;
}

interface PersonFieldProps extends FieldProps {
  value: FoundPerson | null;
  onChange: (person: FoundPerson | null) => void;
  /** A name of the question, and what asks it: a few people whose name or address begin so. */
  name: string;
  find: (search: string, signal: AbortSignal) => Promise<readonly FoundPerson[]>;
  required?: boolean;
  autoFocus?: boolean;
}

/** Finds a person by the beginning of a name or an address: a combobox as the ARIA practices have it. */
export function PersonField({ value, onChange, name, find, required = false, ...rest }: PersonFieldProps) {
  const { t } = useTranslation();
  const listId = useId();
  const [typed, setTyped] = useState(value?.name ?? '');
  const [isOpen, setIsOpen] = useState(false);
  const search = useDeferredValue(typed.trim());
  const isAsked = isOpen && search !== '';
  const {
    data: people = [],
    isFetching,
    isPlaceholderData,
  } = useQuery({
    queryKey: ['find', name, search],
    queryFn: ({ signal }) => find(search, signal),
    enabled: isAsked,
    placeholderData: (before) => before,
  });
  // What was found for other words can be seen for a moment, and not be chosen by Enter.
  const isCurrent = isAsked && !isPlaceholderData && search === typed.trim();
  const keys = useListKeys({
    count: isCurrent ? people.length : 0,
    onChoose: (index) => choose(people[index]),
    onClose,
  });

  function onClose() {
    setIsOpen(false);
  }
  function type(text: string) {
    setTyped(text);
    setIsOpen(true);
    keys.restart();
    if (value) onChange(null);
  }
  function choose(person: FoundPerson | undefined) {
    if (!person) return;
    setTyped(person.name);
    setIsOpen(false);
    onChange(person);
  }

  return (
    <div className="relative">
      <TextField
        {...rest}
        role="combobox"
        aria-expanded={isAsked}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isAsked && people.length > 0 ? `${listId}-${keys.active}` : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={100}
        required={required}
        ref={(input) => input?.setCustomValidity(required && !value ? t('state.choosePerson') : '')}
        value={typed}
        onChange={(event) => type(event.target.value)}
        onKeyDown={isAsked ? keys.onKeyDown : undefined}
        onBlur={onClose}
      />
      <PersonOptions
        id={listId}
        isOpen={isAsked}
        people={people}
        isLooking={isFetching}
        active={keys.active}
        onChoose={choose}
      />
    </div>
  );
}
