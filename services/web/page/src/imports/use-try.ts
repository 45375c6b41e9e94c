import { useMutation } from '@tanstack/react-query';
import { queryClient } from '../api/query.ts';
import { type Held, hold } from './held-file.ts';
import { tryFile } from './send-file.ts';
import type { ImportSource } from './source.ts';

/**
 * Sends what is held for a dry run, whose id is told. Whoever asks again before the answer, or leaves, is told nothing of the
 * one before.
 */
export function useTry(source: ImportSource, onTried: (importId: string) => void) {
  const attempt = useMutation({ mutationFn: (held: Held) => tryFile(source, held) });
  return {
    ...attempt,
    start(held: Held) {
      attempt.mutate(held, {
        onSuccess: (tried) => {
          if (!('state' in tried)) return;
          const { _id: id } = tried.state;
          hold(id, held);
          queryClient.setQueryData(['import', source.place, id], tried.state);
          onTried(id);
        },
      });
    },
  };
}
