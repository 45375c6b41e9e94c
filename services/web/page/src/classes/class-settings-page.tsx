import { useUser } from '../log-in/use-log-in.ts';
import { Loaded } from '../ui/loaded.tsx';
import { AboutCard } from './settings/about-card.tsx';
import { DefaultsCard } from './settings/defaults-card.tsx';
import { EndCard } from './settings/end-card.tsx';
import { TeachersCard } from './settings/teachers-card.tsx';
import { useClass } from './use-class.ts';

/** What a class is called, when it meets, what its sessions ask for, and whose it is. */
export function ClassSettingsPage() {
  const { role, _id } = useUser();
  const query = useClass();
  return (
    <Loaded query={query} lines={8}>
      {(shown) => {
        const isOwner = role === 'admin' || shown.teacherId === _id;
        return (
          <div className="grid max-w-200 gap-6">
            <AboutCard shown={shown} />
            <DefaultsCard shown={shown} />
            <TeachersCard shown={shown} isOwner={isOwner} />
            <EndCard shown={shown} isOwner={isOwner} />
          </div>
        );
      }}
    </Loaded>
  );
}
