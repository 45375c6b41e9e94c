import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../ui/field.tsx';
import { inGroups, isWhole, readTyped } from './typed-code.ts';

interface TypedCodeFieldProps {
  isSending: boolean;
  onCode: (code: string) => void;
}

/** The way in without a camera: it is sent with the sixth character. */
export function TypedCodeField({ isSending, onCode }: TypedCodeFieldProps) {
  const { t } = useTranslation('scan');
  const [typed, setTyped] = useState(readTyped(''));

  function type(text: string) {
    const next = readTyped(text);
    const isDone = isWhole(next.code);
    setTyped(isDone ? readTyped('') : next);
    if (isDone) onCode(next.code);
  }

  return (
    <section className="grid gap-2">
      <h2 className="text-16">{t('typed.title')}</h2>
      <TextField
        label={t('typed.label')}
        isLabelHidden
        value={inGroups(typed.code)}
        hint={t('typed.hint')}
        error={typed.wrong && t('typed.wrong', { letter: typed.wrong })}
        onChange={(event) => type(event.target.value)}
        readOnly={isSending}
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="send"
        placeholder="ABC 234"
        className="[&_input]:min-h-14 [&_input]:text-center [&_input]:text-28 [&_input]:tracking-widest"
      />
    </section>
  );
}
