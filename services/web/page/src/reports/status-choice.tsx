import type { AttendanceStatus } from '@rollcall/contracts';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../ui/classes.ts';
import { statusGround, statusIcons, statusText } from '../ui/status.tsx';

interface StatusChoiceProps {
  label: string;
  options: readonly AttendanceStatus[];
  value: AttendanceStatus | undefined;
  onChange: (value: AttendanceStatus) => void;
}

/** One status, by touch or arrow keys. */
export function StatusChoice({ label, options, value, onChange }: StatusChoiceProps) {
  const { t } = useTranslation();
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1 text-14 font-medium">{label}</legend>
      <div className="grid grid-cols-2 gap-2">
        {options.map((status) => {
          const Icon = statusIcons[status];
          const isChosen = status === value;
          return (
            <label
              key={status}
              className={classes(
                'flex min-h-12 cursor-pointer items-center gap-2 rounded-8 border px-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
                isChosen
                  ? `border-current font-medium ${statusGround[status]} ${statusText[status]}`
                  : 'border-line-strong',
              )}
            >
              <input
                type="radio"
                name={name}
                value={status}
                checked={isChosen}
                onChange={() => onChange(status)}
                className="sr-only"
              />
              <Icon aria-hidden size={18} strokeWidth={2.5} className={statusText[status]} />
              {t(`status.${status}`)}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
