/** How files of each type begin; `at` is where the text stands. Four types need no library that reads a hundred. */
const beginnings: Record<string, { at: number; bytes: string }[]> = {
  'application/pdf': [{ at: 0, bytes: '%PDF-' }],
  'image/png': [{ at: 0, bytes: '\x89PNG\r\n\x1a\n' }],
  'image/jpeg': [{ at: 0, bytes: '\xff\xd8\xff' }],
  'image/webp': [
    { at: 0, bytes: 'RIFF' },
    { at: 8, bytes: 'WEBP' },
  ],
};

/** Whether a file begins like one of this media type. */
export function isOfType(file: Uint8Array, type: string): boolean {
  const expected = beginnings[type] ?? [];
  return expected.length > 0 && expected.every(({ at, bytes }) => beginsWith(file.subarray(at), bytes));
}

function beginsWith(file: Uint8Array, bytes: string): boolean {
  return [...bytes].every((byte, index) => file[index] === byte.charCodeAt(0));
}
