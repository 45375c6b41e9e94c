import type { DownloadedFile } from '@rollcall/client';

/** Has the browser save a file under its name. */
export function saveFile({ content, fileName }: DownloadedFile, otherwise: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName ?? otherwise;
  link.click();
  // The download has its own hold on the content from the click on.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
