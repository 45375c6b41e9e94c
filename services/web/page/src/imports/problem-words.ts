import type en from '../words/en/imports.ts';

/**
 * The server says in English sentences why a row has its result. They are told apart here, so that the page says them in its
 * own language and at the cell that they are about; a sentence that is not known stays as it came.
 */
export type Why = keyof typeof en.why;
export type Unreadable = Exclude<keyof typeof en.unreadable, 'inLine'>;

export type Cell = 'name' | 'email' | 'studentNumber';

/** What a sentence names. */
type Values = {
  line?: string;
  name?: string;
  cells?: string;
  titles?: string;
  length?: string;
  cell?: string;
};

export interface RowProblem {
  /** Where it stands: at a cell, or at the row. */
  cell: Cell | null;
  why: Why | null;
  values: Values;
  /** As the server said it. */
  sentence: string;
}

const sentences: readonly [pattern: RegExp, why: Why, cell: Cell | null][] = [
  [/The e-mail address is missing\./, 'email_missing', 'email'],
  [/This is not an e-mail address\./, 'email_invalid', 'email'],
  [/The name is missing\./, 'name_missing', 'name'],
  [/A name has at most 200 visible characters\./, 'name_too_long', 'name'],
  [/A username has 3 to 64 letters, digits, dots, hyphens or underscores\./, 'username_invalid', null],
  [/A student number has at most 50 visible characters\./, 'number_too_long', 'studentNumber'],
  [/The role is neither student nor teacher\./, 'role_unknown', null],
  [/Administrators are not imported\. Create them one by one\./, 'role_admin', null],
  [/The username belongs to an account\./, 'username_taken', null],
  [/The student number belongs to an account\./, 'number_taken', 'studentNumber'],
  [/The e-mail address stands in line (?<line>\d+) already\./, 'email_repeated', 'email'],
  [/The username stands in line (?<line>\d+) already\./, 'username_repeated', null],
  [/The student number stands in line (?<line>\d+) already\./, 'number_repeated', 'studentNumber'],
  [/The student stands in line (?<line>\d+) already\./, 'student_repeated', null],
  [/There is neither an e-mail address nor a student number\./, 'nobody_named', 'email'],
  [/The e-mail address and the student number belong to different accounts\./, 'two_accounts', null],
  [/There is no such account\./, 'no_account', null],
  [/There is no such account, and to make one takes an e-mail address\./, 'no_account_email', 'email'],
  [/There is no such account, and to make one takes a name\./, 'no_account_name', 'name'],
  [/This is not the account of a student\./, 'not_student', null],
  [/The account is disabled\./, 'account_disabled', null],
  [/The account is gone\./, 'account_gone', null],
  [/The account is called (?<name>.+?)\.(?= The account has another |$)/, 'called', 'name'],
  [/The account has another e-mail address\./, 'other_email', 'email'],
  [/The account has another student number, or none\./, 'other_number', 'studentNumber'],
  [/The row has (?<cells>\d+) cells, the header only (?<titles>\d+)\./, 'extra_cells', null],
  [/The text has more than (?<length>\d+) characters\./, 'cell_too_long', null],
  [/The cell holds a formula without a result \((?<cell>.+?)\)\./, 'formula', null],
  [/The class was deleted meanwhile\./, 'class_deleted', null],
  [/The class was archived meanwhile\./, 'class_archived', null],
  [/Something went wrong on our side\.?/, 'internal', null],
];
const known = sentences.map(([{ source }, why, cell]) => ({
  pattern: new RegExp(`^${source}(?: |$)`, 'u'),
  why,
  cell,
}));

/** Takes apart what the server says about a row: one sentence after another. */
export function problemsIn(words: string | null): RowProblem[] {
  const problems: RowProblem[] = [];
  for (let rest = words ?? ''; rest !== ''; ) {
    const problem = firstIn(rest);
    problems.push(problem);
    rest = rest.slice(problem.sentence.length).trimStart();
  }
  return problems;
}

function firstIn(words: string): RowProblem {
  for (const { pattern, why, cell } of known) {
    const match = pattern.exec(words);
    if (match) return { cell, why, values: { ...match.groups }, sentence: match[0].trimEnd() };
  }
  return { cell: null, why: null, values: {}, sentence: words };
}

const files: readonly [pattern: RegExp, words: Unreadable][] = [
  [/^The file has no row with content/, 'empty'],
  [/^This is neither a CSV file nor an Excel workbook/, 'not_a_table'],
  [/^This is a file of an old Excel/, 'old_format'],
  [/^The workbook is protected by a password/, 'encrypted'],
  [/^The workbook is incomplete or damaged/, 'damaged'],
  [/^The text of the file is not UTF-8/, 'wrong_encoding'],
  [/^(A quotation mark is not closed|This row is longer than)/, 'broken_quotes'],
  [/^The table has more than .* rows/, 'too_many_rows'],
  [/^The table has (more than .*|too many) columns/, 'too_many_columns'],
  [/^A cell has (more than|too much)/, 'cell_too_long'],
  [/^(There is no column|The file has no column|The chosen column)/, 'no_column'],
  [/^(The (file|table|workbook) (is|holds|has) (larger|more|too))/, 'too_large'],
];

/** Why a file can't be read: in words of the page where they are known, and in which line. */
export function fileProblemIn(message: string): { words: Unreadable | null; line: string | null; sentence: string } {
  const { line = null, sentence = message } = /^Line (?<line>\d+): (?<sentence>.*)$/s.exec(message)?.groups ?? {};
  const [, words = null] = files.find(([pattern]) => pattern.test(sentence)) ?? [];
  return { words, line, sentence };
}

/** Whether a file could be read but for its titles: which column is which has to be said. */
export function lacksColumns(message: string): boolean {
  return /^(Line \d+: )?No column for the .* was found\./.test(message);
}
