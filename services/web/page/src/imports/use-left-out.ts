import { useTranslation } from 'react-i18next';
import type { ImportResult } from './results.ts';
import type { AnyImport, AnyRow, ImportSource } from './source.ts';
import { useFileWords } from './use-file-words.ts';

const PAGE = 1_000;

/** Reads the rows with these results, as the rows of a file in the order of the list: with titles, and with the reason. */
export function useLeftOut(source: ImportSource, { _id: id }: AnyImport) {
  const { t } = useTranslation('imports');
  const words = useFileWords();
  const fields = ['email', 'name', ...(source.hasStudentNumber ? (['studentNumber'] as const) : [])] as const;
  return async (results: readonly ImportResult[]): Promise<(string | number)[][]> => {
    const rows = await Promise.all(results.map((result) => allRows(source, id, result)));
    const titles = [
      ...fields.map((field) => t(`fields.${field}`)),
      ...(['line', 'result', 'problem'] as const).map((title) => t(`run.leftColumns.${title}`)),
    ];
    const cells = rows
      .flat()
      .sort((one, other) => one.line - other.line)
      .map((row) => [
        ...fields.map((field) => row[field] ?? ''),
        row.line,
        t(`became.${row.result ?? 'ready'}`),
        words.ofRow(row.problem),
      ]);
    return [titles, ...cells];
  };
}

async function allRows(source: ImportSource, id: string, result: ImportResult): Promise<AnyRow[]> {
  const all: AnyRow[] = [];
  for (let cursor: string | null = '0'; cursor !== null; ) {
    const page: { items: AnyRow[]; nextCursor: string | null } = await source.rows(id, {
      limit: PAGE,
      result,
      ...(cursor !== '0' && { cursor: Number(cursor) }),
    });
    all.push(...page.items);
    cursor = page.nextCursor;
  }
  return all;
}
