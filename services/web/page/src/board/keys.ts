import type { AttendanceStatus } from '@rollcall/contracts';
import type { Arrow } from './arrange.ts';

export type BoardKey =
  | { act: 'move'; arrow: Arrow }
  | { act: 'mark'; status: AttendanceStatus }
  | { act: 'undo' | 'search' | 'help' | 'leave' };

const statusOf: Record<string, AttendanceStatus> = { p: 'present', l: 'late', a: 'absent', e: 'excused' };
const arrows: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];

/** The letters that mark, by status: the same in each language. */
export const markKeys: Record<AttendanceStatus, string> = { present: 'P', late: 'L', absent: 'A', excused: 'E' };

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** What a key means on the board; undefined for every other, and for those of the browser. */
export function readKey({ key, ctrlKey, metaKey, altKey }: Press): BoardKey | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  if (arrows.includes(key)) return { act: 'move', arrow: key as Arrow };
  const status = statusOf[key.toLowerCase()];
  if (status) return { act: 'mark', status };
  if (key === 'z' || key === 'Z') return { act: 'undo' };
  if (key === '/') return { act: 'search' };
  if (key === '?') return { act: 'help' };
  return key === 'Escape' ? { act: 'leave' } : undefined;
}
