import { type ReactNode, useState } from 'react';
import { TextField } from '../ui/field.tsx';

interface NumberFieldProps<Empty> {
  label: ReactNode;
  hint?: ReactNode;
  /** NaN, too, is empty. */
  value: number | Empty;
  min: number;
  max: number;
  step?: number | 'any';
  placeholder?: string;
  /** Not while what stands there is no number within its bounds. */
  onChange: (value: number | Empty) => void;
  /** It may be left empty, which is `undefined`. */
  isOptional?: boolean;
}

/** A number, which can also be empty for a moment while one types. */
export function NumberField<Empty extends undefined = never>(props: NumberFieldProps<Empty>) {
  const { label, hint, value, min, max, step = 1, placeholder, onChange, isOptional = false } = props;
  const [typed, setTyped] = useState({ text: textOf(value), value });
  // What was put there otherwise, such as the place of the device, stands instead of what was typed before.
  const text = Object.is(typed.value, value) ? typed.text : textOf(value);

  function change(next: string) {
    const isNumber = next.trim() !== '' && Number(next) >= min && Number(next) <= max;
    const isEmpty = next === '' && isOptional;
    const now = isNumber ? Number(next) : isEmpty ? (undefined as Empty) : value;
    setTyped({ text: next, value: now });
    if (isNumber || isEmpty) onChange(now);
  }

  return (
    <TextField
      label={label}
      hint={hint}
      type="number"
      inputMode={step === 1 ? 'numeric' : 'decimal'}
      required={!isOptional}
      {...{ min, max, step, placeholder }}
      value={text}
      onChange={(event) => change(event.target.value)}
    />
  );
}

function textOf(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(value);
}
