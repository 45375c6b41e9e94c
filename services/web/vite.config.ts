import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The Rollcall that pages in development talk to. */
const rollcall = process.env.ROLLCALL_URL ?? 'http://localhost:3000';

/**
 * Builds the page in `page/` into `dist/`, which the service serves: `index.html` is all of `/app`, `scan.html` is `/s`, as
 * small as can be. `npx vite` in this folder serves it while it is written.
 */
export default defineConfig({
  root: 'page',
  base: '/app/',
  plugins: [react(), tailwindcss(), scanInDevelopment()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: { input: ['page/index.html', 'page/scan.html'] },
  },
  server: { proxy: { '/api': rollcall, '/socket.io': { target: rollcall, ws: true } } },
});

/** `/s` is outside of the base. */
function scanInDevelopment(): Plugin {
  return {
    name: 'scan-in-development',
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        if (request.url === '/s') request.url = '/app/scan.html';
        next();
      });
    },
  };
}
