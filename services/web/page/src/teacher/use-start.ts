import { RollcallError } from '@rollcall/client';
import { type PolicyInput, routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';

/** What is started: a class now, as it is or otherwise, or a session that was planned. */
export interface Start {
  classId: string;
  sessionId?: string | null;
  room?: string | undefined;
  endsAt?: string | undefined;
  durationMinutes?: number | undefined;
  policy?: PolicyInput | undefined;
}

/** Starts, and leads to the board; where a session of the class runs already, to its board. */
export function useStart() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: begin,
    onSuccess: (sessionId) => {
      void outdate(routes.teacherReport, routes.listClasses, routes.listSessions, routes.getSession);
      return navigate({ to: '/app/sessions/$sessionId', params: { sessionId } });
    },
  });
}

async function begin(start: Start): Promise<string> {
  try {
    return (await startOrActivate(start))._id;
  } catch (error) {
    if (!(error instanceof RollcallError) || error.code !== 'session_already_active') throw error;
    const running = await call(routes.listSessions, {
      query: { classId: start.classId, status: 'active', limit: 1 },
    });
    const [first] = running.items;
    if (!first) throw error;
    return first._id;
  }
}

function startOrActivate({ sessionId, ...body }: Start) {
  return sessionId ? call(routes.activateSession, { ids: { id: sessionId } }) : call(routes.startSession, { body });
}
