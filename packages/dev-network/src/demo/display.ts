import { stripVTControlCharacters, styleText } from 'node:util';

const NAME_WIDTH = 10;
const BAR_WIDTH = 28;
const PLAIN_LINE_EVERY_MS = 5_000;
const CLEAR_LINE = '\r\x1b[2K';
const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';

/** One thing that takes a while. */
export interface Step {
  /** What is being waited for. */
  say(text: string): void;
  /** How far it has come; `note` says more behind the bar. */
  update(done: number, total: number, note?: string): void;
  /** Something worth a line of its own. */
  tell(line: string): void;
  end(result: string): void;
}

export interface Display {
  title(text: string): void;
  begin(name: string): Step;
  print(text: string): void;
  /** Leaves the terminal as it was; nothing is shown any more. */
  close(): void;
}

/** Colours and bars for a terminal (NO_COLOR is respected), plain lines for everything else. */
export function createDisplay(output: NodeJS.WriteStream): Display {
  const isTerminal = output.isTTY === true;
  let closed = false;
  const write = (text: string) => void (closed || output.write(text));
  const style = styleFor(output);
  const line = (mark: string, name: string, text: string) => `  ${mark} ${name.padEnd(NAME_WIDTH)}${text}\n`;
  const wipe = () => write(isTerminal ? CLEAR_LINE : '');

  function begin(name: string): Step {
    const startedAtMs = performance.now();
    const start = `  ${style('cyan', '·')} ${name.padEnd(NAME_WIDTH)}`;
    let shown = start;
    let toldAtMs = startedAtMs;
    function show(text: string, note = '') {
      const withNote = `${start}${text}${style('dim', note)}`;
      const fits = stripVTControlCharacters(withNote).length < (output.columns ?? 80);
      shown = fits ? withNote : start + text;
      if (isTerminal) write(`${CLEAR_LINE}${HIDE_CURSOR}${shown}`);
      else if (performance.now() - toldAtMs > PLAIN_LINE_EVERY_MS) {
        toldAtMs = performance.now();
        write(line(' ', name, `${text}${note}`));
      }
    }
    show('');
    return {
      say: (text) => show('', text),
      update(done, total, note = '') {
        const count = `${String(done).padStart(String(total).length)} of ${total}`;
        show(isTerminal ? `${bar(total === 0 ? 1 : done / total, style)}  ${count}` : count, note && `  ${note}`);
      },
      tell(text) {
        wipe();
        write(line(style('yellow', '!'), name, text));
        if (isTerminal) write(shown);
      },
      end(result) {
        wipe();
        const seconds = `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`;
        write(line(style('green', '✓'), name, `${result}  ${style('dim', seconds)}`));
      },
    };
  }

  return {
    title: (text) => write(`\n  ${style('bold', text)}\n\n`),
    begin,
    print: write,
    close() {
      if (isTerminal) write(`${CLEAR_LINE}${SHOW_CURSOR}`);
      closed = true;
    },
  };
}

export type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

/** Colours for a stream that shows them. */
export function styleFor(stream: NodeJS.WriteStream): Style {
  return (format, text) => (text === '' ? '' : styleText(format, text, { stream }));
}

function bar(share: number, style: Style): string {
  const full = Math.round(share * BAR_WIDTH);
  return style('cyan', '━'.repeat(full)) + style('dim', '─'.repeat(BAR_WIDTH - full));
}
