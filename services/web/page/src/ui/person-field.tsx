import { Combobox } from '@base-ui/react/combobox';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { control, type FieldProps, Frame } from './field.tsx';

export interface FoundPerson {
  _id: string;
  name: string;
  email: string;
}

interface PersonFieldProps extends FieldProps {
  value: FoundPerson | null;
  onChange: (person: FoundPerson | null) => void;
  /** A name of the question, and what asks it: at most ten people whose name or address begin so. */
  name: string;
  find: (search: string, signal: AbortSignal) => Promise<readonly FoundPerson[]>;
  placeholder?: string;
  required?: boolean;
  className?: string;
}

/** Finds a person by the beginning of a name or an address. */
export function PersonField(props: PersonFieldProps) {
  const { value, onChange, name, find, placeholder, required, label, hint, error, isLabelHidden, className } = props;
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const isAsked = search !== '' && search !== value?.name;
  const { data: people = [], isFetching } = useQuery({
    queryKey: ['find', name, search],
    queryFn: ({ signal }) => find(search, signal),
    enabled: isAsked,
    placeholderData: (before) => before,
  });
  return (
    <Combobox.Root
      items={isAsked ? people : []}
      filter={null}
      value={value}
      onValueChange={onChange}
      onInputValueChange={setTyped}
      itemToStringLabel={(person: FoundPerson) => person.name}
      isItemEqualToValue={(a: FoundPerson, b: FoundPerson) => a._id === b._id}
      autoHighlight
    >
      <Frame {...{ label, hint, error, isLabelHidden, className }}>
        {(wiring) => (
          <Combobox.Input
            className={control}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={100}
            {...{ placeholder, required }}
            {...wiring}
          />
        )}
      </Frame>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} className="z-60 outline-none">
          <Combobox.Popup className="max-h-80 w-(--anchor-width) overflow-y-auto rounded-8 border border-line bg-card p-1 shadow-lg">
            <Combobox.Status className="px-3 py-2 text-14 text-quiet empty:hidden">
              {isAsked && people.length === 0 && (isFetching ? t('state.loading') : t('state.nobodyFound'))}
            </Combobox.Status>
            <Combobox.List>
              {(person: FoundPerson) => (
                <Combobox.Item
                  key={person._id}
                  value={person}
                  className="grid min-h-11 cursor-pointer content-center rounded-8 px-3 py-1 outline-none data-[highlighted]:bg-sunken"
                >
                  <span className="truncate">{person.name}</span>
                  <span className="truncate text-14 text-quiet">{person.email}</span>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
