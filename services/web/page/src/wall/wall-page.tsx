import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { asks } from '../api/query.ts';
import { useIsStale } from '../live/live-line.tsx';
import { useBoard } from '../live/use-live.ts';
import { chosenTheme, showTheme } from '../shell/theme.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Wall } from './wall.tsx';

/** The projector's window: light, because projectors wash dark out, unless a key says otherwise. */
export function WallPage() {
  const { sessionId } = useParams({ from: '/inside/app/sessions/$sessionId/wall' });
  const [theme, setTheme] = useState<'light' | 'dark'>('light');
  useEffect(() => {
    showTheme(theme);
    return () => showTheme(chosenTheme());
  }, [theme]);
  const session = useQuery(asks(routes.getSession, { ids: { id: sessionId } }));
  const watched = useBoard(sessionId);
  const isStale = useIsStale(watched.staleSinceMs);
  return (
    <main className="fixed inset-0 overflow-hidden bg-ground text-text">
      <Loaded query={session}>
        {(found) => (
          <Wall
            session={found}
            board={watched.board}
            isStale={isStale || watched.refusal !== undefined}
            onToggleTheme={() => setTheme(theme === 'light' ? 'dark' : 'light')}
          />
        )}
      </Loaded>
    </main>
  );
}
