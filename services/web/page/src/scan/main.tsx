import { startPage } from '../start-page.tsx';
import { ScanPage } from './scan-page.tsx';

await startPage(<ScanPage />);
