import { useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import type { StepProps } from './wizard.tsx';

/** Goes to places of an import, until somebody is on the way to another page: a late answer does not take him back. */
export function useGo(): StepProps['go'] {
  const router = useRouter();
  const navigate = useNavigate();
  const pathname = useLocation({ select: (location) => location.pathname });
  return (search, isStep = false) => {
    if (router.latestLocation.pathname !== pathname) return;
    void navigate({ to: '.', search, replace: !isStep, resetScroll: isStep });
  };
}
