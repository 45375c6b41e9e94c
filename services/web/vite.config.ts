import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { compress } from './vite/compress.ts';
import { keptFiles } from './vite/kept.ts';
import { parts } from './vite/parts.ts';

/** The Rollcall that pages in development talk to. */
const rollcall = process.env.ROLLCALL_URL ?? 'http://localhost:3000';

const dist = join(import.meta.dirname, 'dist');

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
        globPatterns: ['*.{html,svg}', 'assets/*'],
        manifestTransforms: [
          (entries) => {
            const kept = keptFiles(JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')));
            return { manifest: entries.filter(({ url }) => kept.has(url)) };
          },
        ],
      },
    }),
    compress(dist),
    addressesInDevelopment(),
  ],
  build: {
    outDir: dist,
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: true,
    rolldownOptions: {
      input: ['index.html', 'scan.html'].map((page) => join(import.meta.dirname, 'page', page)),
      output: { codeSplitting: { groups: parts } },
    },
  },
  // A page's own origin is the only one that may refresh: the host that it asked has to stay.
  server: { proxy: { '/api': { target: rollcall }, '/socket.io': { target: rollcall, ws: true } } },
});

/** `/s` is outside of the base, and `/app` is not the folder. */
function addressesInDevelopment(): Plugin {
  return {
    name: 'addresses-in-development',
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        if (request.url === '/s') request.url = '/app/scan.html';
        if (request.url === '/app/scan') request.url = '/app/index.html';
        if (request.url === '/app') request.url = '/app/';
        next();
      });
    },
  };
}
