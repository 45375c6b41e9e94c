/** Shows what is being waited for: on a terminal in one line that changes, else in a line for each new thing. */
export interface Progress {
  tell(line: string): void;
  /** Clears the line. */
  clear(): void;
}

export function createProgress(output: NodeJS.WriteStream): Progress {
  let last = '';
  return {
    tell(line) {
      if (output.isTTY) return void output.write(`\r\x1b[2K${line}…`);
      // "downloading (34 of 42 MB)" is no news after "downloading (33 of 42 MB)".
      const news = line.replace(/ \(.*\)$/, '');
      if (news !== last) output.write(`${news}…\n`);
      last = news;
    },
    clear() {
      if (output.isTTY) output.write('\r\x1b[2K');
    },
  };
}
