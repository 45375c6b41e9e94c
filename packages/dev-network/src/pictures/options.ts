import { parseArgs } from 'node:util';
import { type Role, role } from '@rollcall/contracts';
import { type Language, languages, type Size, sizes, type Theme, themes } from '../browser/looks.ts';
import { StartProblem } from '../start/settings.ts';

const USAGE =
  'Usage: pictures <path>… [--as teacher|student|admin] [--theme light|dark] [--size phone|desktop] [--language en|de] [--full]';

export interface PictureOptions {
  paths: string[];
  /** Who looks; undefined for nobody. */
  viewer: Role | undefined;
  themes: readonly Theme[];
  sizes: readonly Size[];
  language: Language;
  /** All of the page and not what fits on the screen. */
  fullPage: boolean;
}

/** What `pictures` was asked for: both themes and both sizes where nothing is said. Throws StartProblem. */
export function readOptions(args: string[]): PictureOptions {
  const { values, positionals } = readArguments(args);
  const wrong = positionals.find((path) => !path.startsWith('/'));
  if (positionals.length === 0) throw new StartProblem(`Say what to look at, such as /app/today.\n${USAGE}`);
  if (wrong) throw new StartProblem(`A path begins with /, not "${wrong}".\n${USAGE}`);
  const { as, theme, size, language, full } = values;
  return {
    paths: positionals,
    viewer: as === undefined ? undefined : oneOf('--as', role.options, as),
    themes: theme === undefined ? themes : [oneOf('--theme', themes, theme)],
    sizes: size === undefined ? sizes : [oneOf('--size', sizes, size)],
    language: oneOf('--language', languages, language),
    fullPage: full,
  };
}

function readArguments(args: string[]) {
  const options = {
    as: { type: 'string' },
    theme: { type: 'string' },
    size: { type: 'string' },
    language: { type: 'string', default: 'en' },
    full: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new StartProblem(`${(error as Error).message}\n${USAGE}`);
  }
}

function oneOf<Choice extends string>(name: string, choices: readonly Choice[], given: string): Choice {
  const found = choices.find((choice) => choice === given);
  if (found) return found;
  throw new StartProblem(`${name} takes ${choices.join(', ')}, not "${given}".\n${USAGE}`);
}
