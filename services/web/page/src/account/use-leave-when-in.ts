import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useLogIn } from '../log-in/use-log-in.ts';

/** Whoever becomes logged in, be it in another tab, goes on to `to`. */
export function useLeaveWhenIn(to = '/app'): void {
  const navigate = useNavigate();
  const { state } = useLogIn();
  useEffect(() => {
    if (state === 'in') void navigate({ href: to, replace: true });
  }, [state, to, navigate]);
}
