import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const resolve = createRequire(import.meta.url).resolve;

/** What Vite makes of `page/`. */
export const pageFolder = fileURLToPath(new URL('../dist/', import.meta.url));
/** What the pages of the API are made of, as it is. */
export const publicFolder = fileURLToPath(new URL('../public/', import.meta.url));
export const swaggerFolder = dirname(resolve('swagger-ui-dist/package.json'));
export const typefaceFolder = dirname(resolve('@fontsource-variable/inter/package.json'));
