import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the page in `page/` into `dist/`, which the service serves. */
export default defineConfig({
  root: 'page',
  base: '/app/',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    // Each language and each page is a file of its own, loaded when it is needed.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});
