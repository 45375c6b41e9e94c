import { routes } from '@rollcall/contracts';

/** A file that somebody chose, in the memory of the page: it may change or go away on the disk meanwhile. */
export interface ChosenFile {
  name: string;
  bytes: Blob;
  type: string;
}

const MAX_BYTES = routes.importUsers.file.maxBytes;
export const MAX_MEGABYTES = MAX_BYTES / 1_000_000;

export type FileProblem = 'empty' | 'too_large' | 'old_excel' | 'wrong_type' | 'many' | 'unreadable';

/** What is sent by the ending of its name: what browsers take it for depends on which programs are installed. */
const typeOfEnding: Record<string, string> = {
  csv: 'text/csv',
  txt: 'text/csv',
  tsv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export const acceptedEndings = Object.keys(typeOfEnding).map((ending) => `.${ending}`);

/** What is wrong with a file before anybody reads it, undefined for nothing. */
export function problemOfFile({ name, size }: { name: string; size: number }): FileProblem | undefined {
  const ending = endingOf(name);
  if (ending === 'xls') return 'old_excel';
  if (!Object.hasOwn(typeOfEnding, ending)) return 'wrong_type';
  if (size === 0) return 'empty';
  return size > MAX_BYTES ? 'too_large' : undefined;
}

/** Takes what was chosen or dropped: one file that may well be a list, or what is wrong. */
export async function takeFile(files: readonly File[]): Promise<ChosenFile | FileProblem> {
  const [file] = files;
  if (!file) return 'unreadable';
  if (files.length > 1) return 'many';
  const problem = problemOfFile(file);
  if (problem) return problem;
  const type = typeOfEnding[endingOf(file.name)] ?? '';
  try {
    return { name: file.name, type, bytes: new Blob([await file.arrayBuffer()], { type }) };
  } catch {
    return 'unreadable';
  }
}

function endingOf(name: string): string {
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
}
