import { RollcallError } from '@rollcall/client';
import { useTranslation } from 'react-i18next';
import { useErrorSentence } from '../ui/states.tsx';
import { fileSize } from '../words/format.ts';
import { type FileProblem, MAX_MEGABYTES } from './chosen-file.ts';
import { fileProblemIn, problemsIn } from './problem-words.ts';
import { messageOf } from './send-file.ts';

/** Says what is wrong with a file. */
export function useFileWords() {
  const { t } = useTranslation('imports');
  const sentence = useErrorSentence('imports');
  return {
    ofFile(problem: FileProblem, bytes: number): string {
      return t(`file.problems.${problem}`, { size: fileSize(bytes), megabytes: MAX_MEGABYTES });
    },
    /** What the server says about a row, or about an import as a whole. */
    ofRow(words: string | null): string {
      return problemsIn(words)
        .map(({ why, values, sentence: said }) => (why ? t(`why.${why}`, values) : said))
        .join(' ');
    },
    ofRefusal(error: Error): string {
      if (!(error instanceof RollcallError) || error.code !== 'file_unreadable') return sentence(error);
      const { words, line, sentence: said } = fileProblemIn(messageOf(error));
      const told = words ? t(`unreadable.${words}`) : said;
      return line === null ? told : t('unreadable.inLine', { line, words: told });
    },
  };
}
