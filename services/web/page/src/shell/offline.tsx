import { CloudOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

/** Says quietly that there is no network. */
export function Offline() {
  const { t } = useTranslation();
  const isOnline = useSyncExternalStore(onNetworkChange, () => navigator.onLine);
  return (
    <div role="status">
      {!isOnline && (
        <p className="flex items-center justify-center gap-2 bg-late-ground px-4 py-2 text-14 text-late">
          <CloudOff aria-hidden size={16} />
          {t('state.offline')}
        </p>
      )}
    </div>
  );
}

function onNetworkChange(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}
