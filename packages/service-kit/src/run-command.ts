import { AppError } from './app-error.ts';

/** Something that a service's process does instead of serving; gets the arguments after its name. */
export type Command = (args: string[]) => Promise<void>;

/** Thrown by a command that was called wrongly; the message says how to call it. */
export class UsageError extends Error {}

/**
 * Runs one of the commands. Resolves with the exit code: 0; 1 after an error, which is printed in words; 2 when there is no
 * such command, or it threw a UsageError or an error of `parseArgs`.
 */
export async function runCommand(name: string, args: string[], commands: Record<string, Command>): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const known = Object.keys(commands).sort().join(', ') || 'none';
    process.stderr.write(`There is no command "${name}". Commands: ${known}\n`);
    return 2;
  }
  try {
    await command(args);
    return 0;
  } catch (error) {
    process.stderr.write(`${name}: ${wordsOf(error)}\n`);
    return isUsage(error) ? 2 : 1;
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const details = error instanceof AppError ? (error.details ?? []) : [];
  return [error.message, ...details.map(({ path, message }) => `  ${path}: ${message}`)].join('\n');
}

function isUsage(error: unknown): boolean {
  const { code } = (error instanceof Error ? error : {}) as { code?: unknown };
  return error instanceof UsageError || (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS_'));
}
