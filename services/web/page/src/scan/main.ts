import '../no-code-from-text.ts';
import '../style/scan.css';
import { followAddress } from './scan-of-address.ts';

// The scan is on its way before the page that shows its answer is even loaded.
followAddress();
const { showScanPage } = await import('./scan-page.tsx');
await showScanPage();
