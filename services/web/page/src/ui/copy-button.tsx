import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

const SHOWN_MS = 2_000;

/** Puts a text on the clipboard, and says so. `select` shows it as chosen where the browser has no clipboard. */
export function CopyButton({ text, select }: { text: string; select?: () => void }) {
  const { t } = useTranslation();
  const [isCopied, setIsCopied] = useState(false);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https there is no clipboard for pages.
      select?.();
      if (!document.execCommand('copy')) return;
    }
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), SHOWN_MS);
  }

  return (
    <Button icon={isCopied ? Check : Copy} onClick={copy}>
      <span role="status">{isCopied ? t('actions.copied') : t('actions.copy')}</span>
    </Button>
  );
}
