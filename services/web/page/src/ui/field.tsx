import { ChevronDown } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { classes } from './classes.ts';

/** The class of what is typed into. */
export const control =
  'min-h-11 w-full rounded-8 border border-line-strong bg-card px-3 text-16 placeholder:text-quiet disabled:opacity-60 aria-invalid:border-danger';

export interface FieldProps {
  label: ReactNode;
  /** What is wrong with what stands in it. */
  error?: string | undefined;
  hint?: ReactNode;
  /** The label is read aloud alone. */
  isLabelHidden?: boolean;
}

interface FrameProps extends FieldProps {
  className?: string | undefined;
  children: (wiring: {
    id: string;
    'aria-invalid': true | undefined;
    'aria-describedby': string | undefined;
  }) => ReactNode;
}

/** A label, a control, and the words under it, which belong to the control for whoever does not see them. */
export function Frame({ label, error, hint, isLabelHidden, className, children }: FrameProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={classes('grid gap-1', className)}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'text-14 font-medium'}>
        {label}
      </label>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': note ? noteId : undefined })}
      {note && (
        <p
          id={noteId}
          role={error ? 'alert' : undefined}
          className={classes('text-14', error ? 'text-danger' : 'text-quiet')}
        >
          {note}
        </p>
      )}
    </div>
  );
}

type Control<Element extends 'input' | 'select' | 'textarea'> = Omit<ComponentProps<Element>, 'id'> & FieldProps;

/** Text of one line: also e-mail, password, number, date, by `type`. */
export function TextField({ label, error, hint, isLabelHidden, className, ...rest }: Control<'input'>) {
  return (
    <Frame {...{ label, error, hint, isLabelHidden, className }}>
      {(wiring) => <input type="text" className={control} {...rest} {...wiring} />}
    </Frame>
  );
}

export function TextArea({ label, error, hint, isLabelHidden, className, ...rest }: Control<'textarea'>) {
  return (
    <Frame {...{ label, error, hint, isLabelHidden, className }}>
      {(wiring) => <textarea rows={4} className={classes(control, 'py-2')} {...rest} {...wiring} />}
    </Frame>
  );
}

/** One of a few: the browser's own, which every phone and screen reader knows. Children are `<option>`s. */
export function SelectField({ label, error, hint, isLabelHidden, className, ...rest }: Control<'select'>) {
  return (
    <Frame {...{ label, error, hint, isLabelHidden, className }}>
      {(wiring) => (
        <div className="relative">
          <select className={classes(control, 'appearance-none truncate pr-10')} {...rest} {...wiring} />
          <ChevronDown aria-hidden size={18} className="pointer-events-none absolute top-3.5 right-3 text-quiet" />
        </div>
      )}
    </Frame>
  );
}

interface CheckProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: ReactNode;
  hint?: ReactNode;
}

export function CheckField({ label, hint, className, ...rest }: CheckProps) {
  const id = useId();
  return (
    <div className={classes('flex min-h-11 items-center gap-3', className)}>
      <input
        id={id}
        type="checkbox"
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="size-5 shrink-0 accent-action"
        {...rest}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-14 text-quiet">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
