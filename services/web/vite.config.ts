import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** The Rollcall that pages in development talk to. */
const rollcall = process.env.ROLLCALL_URL ?? 'http://localhost:3000';

/**
 * Builds the page in `page/` into `dist/`, which the service serves: `index.html` is all of `/app`, `scan.html` is `/s`, as
 * small as can be. `npx vite` in this folder serves it while it is written.
 */
export default defineConfig({
  root: 'page',
  base: '/app/',
  plugins: [
    react(),
    tailwindcss(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'service-worker',
      filename: 'sw.ts',
      scope: '/',
      injectRegister: false,
      manifest: {
        name: 'Rollcall',
        short_name: 'Rollcall',
        description: 'Live attendance: a code on the wall, a phone pointed at it, a board that fills up.',
        id: '/app',
        start_url: '/app',
        scope: '/',
        display: 'standalone',
        background_color: '#f5f6f4',
        theme_color: '#f5f6f4',
        icons: [
          { src: '/app/icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: '/app/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/app/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/app/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
        shortcuts: [
          { name: 'Scan', url: '/app/scan' },
          { name: 'Today', url: '/app/today' },
        ],
      },
      injectManifest: {
        rollupFormat: 'iife',
        // What a student needs at once. All else is kept when it was needed once.
        globPatterns: [
          '*.html',
          'icon.svg',
          'assets/{index,main,scan,start-page,shell,today,today-page,log-in-form,common,verdict}-*.{js,css}',
          'assets/inter-latin-wght-*.woff2',
        ],
      },
    }),
    compress(),
    addressesInDevelopment(),
  ],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: true,
    rolldownOptions: { input: ['index.html', 'scan.html'].map((page) => join(import.meta.dirname, 'page', page)) },
  },
  // A page's own origin is the only one that may refresh: the host that it asked has to stay.
  server: { proxy: { '/api': { target: rollcall }, '/socket.io': { target: rollcall, ws: true } } },
});

/** Once, when it is built, instead of for each request. */
function compress(): Plugin {
  const text = /\.(js|css|svg|html|wasm|webmanifest)$/;
  return {
    name: 'compress',
    apply: 'build',
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        const folder = join(import.meta.dirname, 'dist');
        for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => text.test(one))) {
          const content = readFileSync(join(folder, file));
          writeFileSync(join(folder, `${file}.gz`), gzipSync(content, { level: 9 }));
          const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
          writeFileSync(join(folder, `${file}.br`), brotliCompressSync(content, { params: quality }));
        }
      },
    },
  };
}

/** `/s` is outside of the base, and `/app` is not the folder. */
function addressesInDevelopment(): Plugin {
  return {
    name: 'addresses-in-development',
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        if (request.url === '/s') request.url = '/app/scan.html';
        if (request.url === '/app') request.url = '/app/';
        next();
      });
    },
  };
}
