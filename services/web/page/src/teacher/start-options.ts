import type { PolicyInput } from '@rollcall/contracts';
import type { Start } from './use-start.ts';

/** What a form says of a start: what is empty is not said. */
export function readOptions(form: FormData): Pick<Start, 'room' | 'durationMinutes' | 'policy'> {
  const text = (name: string) => String(form.get(name) ?? '').trim() || undefined;
  const number = (name: string) => (text(name) === undefined ? undefined : Number(text(name)));
  const mode = text('mode') as PolicyInput['mode'];
  const policy: PolicyInput = { lateAfterMinutes: number('lateAfterMinutes'), mode, slots: number('slots') };
  return { room: text('room'), durationMinutes: number('durationMinutes'), policy };
}
