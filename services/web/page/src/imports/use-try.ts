import { useMutation } from '@tanstack/react-query';
import { queryClient } from '../api/query.ts';
import { type Held, heldAt } from './held-file.ts';
import { tryFile } from './send-file.ts';
import type { StepProps } from './wizard.tsx';

/** Sends what is held for a dry run, and goes to it. */
export function useTry(source: StepProps['source'], go: StepProps['go']) {
  return useMutation({
    mutationFn: (held: Held) => tryFile(source, held),
    onSuccess: (tried, held) => {
      // Whoever has changed something meanwhile waits for what comes of that.
      if (!('state' in tried) || heldAt(source.place) !== held) return;
      queryClient.setQueryData(['import', source.place, tried.state._id], tried.state);
      go({ import: tried.state._id }, true);
    },
  });
}
