import { CalendarPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../log-in/use-log-in.ts';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { CalendarCard } from './sessions/calendar-card.tsx';
import { ComingSessions } from './sessions/coming-sessions.tsx';
import { PastSessions } from './sessions/past-sessions.tsx';
import { PlanDialog } from './sessions/plan-dialog.tsx';
import { useClass } from './use-class.ts';

/** What runs, what comes and what was. */
export function ClassSessionsPage() {
  const { t } = useTranslation('classes');
  const { role } = useUser();
  const [isPlanning, setIsPlanning] = useState(false);
  const query = useClass();
  return (
    <Loaded query={query}>
      {(shown) => (
        <div className="grid gap-6">
          <ComingSessions
            shown={shown}
            action={
              role === 'teacher' &&
              !shown.archived && (
                <Button icon={CalendarPlus} onClick={() => setIsPlanning(true)}>
                  {t('sessions.plan')}
                </Button>
              )
            }
          />
          <PastSessions classId={shown._id} />
          {role === 'teacher' && <CalendarCard classId={shown._id} />}
          {isPlanning && <PlanDialog shown={shown} onClose={() => setIsPlanning(false)} />}
        </div>
      )}
    </Loaded>
  );
}
