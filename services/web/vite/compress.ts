import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const text = /\.(js|css|svg|html|wasm|webmanifest)$/;
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };

/** Compresses what is in `folder` once, when it is built, instead of for each request. */
export function compress(folder: string): Plugin {
  return {
    name: 'compress',
    apply: 'build',
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => text.test(one))) {
          const content = readFileSync(join(folder, file));
          writeFileSync(join(folder, `${file}.gz`), gzipSync(content, { level: 9 }));
          writeFileSync(join(folder, `${file}.br`), brotliCompressSync(content, brotli));
        }
      },
    },
  };
}
