import { type KeyboardEvent, useState } from 'react';

interface ListKeys {
  count: number;
  onChoose: (index: number) => void;
  onClose: () => void;
}

/** Arrows, Enter and Escape in a field over a list of what it found: the first is chosen from the start. */
export function useListKeys({ count, onChoose, onClose }: ListKeys) {
  const [chosen, setChosen] = useState(0);
  const active = Math.min(chosen, Math.max(count - 1, 0));

  function onKeyDown(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) setChosen((active + step + count) % Math.max(count, 1));
    else if (event.key === 'Escape') onClose();
    else if (event.key !== 'Enter') return;
    else if (count > 0) onChoose(active);
    // The form is not sent, and the dialog around it stays.
    event.preventDefault();
    event.stopPropagation();
  }

  return { active, onKeyDown, restart: () => setChosen(0) };
}
