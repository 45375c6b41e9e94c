import { InfraError } from '@rollcall/dev-infra';
import { StartProblem } from './settings.ts';

type Known = abstract new (...parts: never[]) => Error;

/** What a command says of what went wrong: the sentence of an error that is meant for people, the stack of every other. */
export function wordsOf(error: unknown, ...alsoKnown: Known[]): string {
  if (!(error instanceof Error)) return String(error);
  const isKnown = [StartProblem, InfraError, ...alsoKnown].some((one) => error instanceof one);
  return isKnown ? error.message : (error.stack ?? error.message);
}
