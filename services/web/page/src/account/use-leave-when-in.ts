import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { findLogIn } from '../log-in/access-token.ts';
import { useLogIn } from '../log-in/use-log-in.ts';

/** Whoever is logged in, or becomes so, goes on to `to`. */
export function useLeaveWhenIn(to = '/app'): void {
  const navigate = useNavigate();
  const { state } = useLogIn();
  useEffect(() => {
    findLogIn().catch(() => {}); // without a connection one may still want to read what stands here
  }, []);
  useEffect(() => {
    if (state === 'in') void navigate({ href: to, replace: true });
  }, [state, to, navigate]);
}
