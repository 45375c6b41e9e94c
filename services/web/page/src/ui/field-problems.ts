import { RollcallError, type RollcallErrorCode } from '@rollcall/client';
import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Namespace } from '../words/catalogue.ts';
import { useErrorSentence } from './states.tsx';

/** Which refusals are about which field of a form. */
export type FieldCodes<Field extends string> = Partial<Record<Field, readonly RollcallErrorCode[]>>;

/** The sentence of a refusal at the field that it is about, or at `form`. */
export function useFieldProblems<Field extends string>(
  error: unknown,
  codes: FieldCodes<Field>,
  namespace: Namespace,
): Partial<Record<Field | 'form', string>> {
  const { t } = useTranslation();
  const sentence = useErrorSentence(namespace);
  if (!error) return {};
  const field = fieldOf(error, codes);
  const isUnread = error instanceof RollcallError && error.code === 'invalid_request';
  return {
    [field]: isUnread ? t(`errors.invalid_${field === 'form' ? 'form' : 'field'}`) : sentence(error),
  } as Partial<Record<Field | 'form', string>>;
}

/** For the `ref` of a form: after a refusal the focus is on the field that it is about. */
export function useFocusOnProblem(error: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [error]);
  return form;
}

/** The field that a refusal is about: by its code, or by the first detail that names one. */
export function fieldOf<Field extends string>(error: unknown, codes: FieldCodes<Field>): Field | 'form' {
  if (!(error instanceof RollcallError)) return 'form';
  const fields = Object.keys(codes) as Field[];
  const named = error.details?.map(({ path }) => path.split('.')[0]);
  return (
    fields.find((field) => codes[field]?.includes(error.code)) ??
    (error.code === 'invalid_request' ? fields.find((field) => named?.includes(field)) : undefined) ??
    'form'
  );
}
