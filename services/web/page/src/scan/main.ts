import '../no-code-from-text.ts';
import '../style/scan.css';
import { chosenLanguage, loadWords } from '../words/load-words.ts';
import { followAddress } from './scan-of-address.ts';

// The scan is on its way before what shows its answer is even loaded, and that is loaded side by side.
followAddress();
const language = chosenLanguage();
const [{ showScanPage }] = await Promise.all([
  import('./scan-page.tsx'),
  loadWords(language, 'common'),
  loadWords(language, 'scan'),
]);
await showScanPage();
