import { registerServiceWorker } from '../shell/service-worker.ts';
import { startPage } from '../start-page.tsx';
import { ScanPage } from './scan-page.tsx';

registerServiceWorker();
await startPage(<ScanPage />);
