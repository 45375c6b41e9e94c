import type { Express } from 'express';
import { publicFolder, typefaceFolder } from '../files.ts';
import { sendAssets, sendPage } from './send-files.ts';

/** The page, and what a phone opens from the code on the wall. */
export function mountPages(app: Express): void {
  app.get('/', (_request, response) => {
    response.locals.route = 'root';
    response.redirect('/app');
  });
  app.get('/app', sendPage(publicFolder, 'app.html'));
  app.get('/app/set-password', sendPage(publicFolder, 'set-password.html'));
  app.get('/s', sendPage(publicFolder, 'scan.html'));
  app.use('/app/assets/inter', sendAssets(typefaceFolder, /^\/(index\.css|files\/[\w-]+\.woff2)$/));
  app.use('/app/assets', sendAssets(publicFolder, /^\/[\w/-]+\.(css|js|svg)$/));
}
