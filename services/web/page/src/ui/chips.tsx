import type { ReactNode } from 'react';
import { number } from '../words/format.ts';
import { classes } from './classes.ts';

interface Chip<Value extends string> {
  value: Value;
  label: ReactNode;
  count?: number;
}

interface ChipsProps<Value extends string> {
  /** What is chosen, for whoever does not see it. */
  label: string;
  chips: readonly Chip<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}

/** One of a few filters, with how many there are of each. */
export function Chips<Value extends string>({ label, chips, value, onChange }: ChipsProps<Value>) {
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{label}</legend>
      {chips.map((chip) => (
        <button
          key={chip.value}
          type="button"
          aria-pressed={chip.value === value}
          onClick={() => onChange(chip.value)}
          className={classes(
            'inline-flex min-h-11 items-center gap-2 rounded-full border px-4 text-14 font-medium',
            chip.value === value
              ? 'border-action bg-action text-on-action'
              : 'border-line-strong bg-card hover:bg-sunken',
          )}
        >
          {chip.label}
          {chip.count !== undefined && <span className="tabular-nums opacity-80">{number(chip.count)}</span>}
        </button>
      ))}
    </fieldset>
  );
}
