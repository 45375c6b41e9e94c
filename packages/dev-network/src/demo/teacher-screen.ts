import { type Board, connectLive } from '@rollcall/client';
import { type QrCode, routes } from '@rollcall/contracts';
import type { Account } from './accounts.ts';
import type { Wall } from './scan-like-a-phone.ts';

/** What hangs on the wall of the hall, and the board beside it. */
export interface TeacherScreen extends Wall {
  readonly board: Board;
  /** The code that everybody sees. */
  readonly code: QrCode;
  /** How many codes have been shown. */
  readonly codes: number;
  close(): void;
}

/** The teacher's window: the board by Socket.IO, the code by request and then by what the server tells. */
export async function openTeacherScreen(teacher: Account, sessionId: string): Promise<TeacherScreen> {
  const live = await connectLive({ origin: teacher.client.origin, token: teacher.token });
  const board = await live.watch(sessionId);
  const askForCode = () => teacher.client.call(routes.getQr, { ids: { id: sessionId } });
  let code: QrCode = await askForCode();
  const tokens = new Set([code.token]);
  show(board.state.qr);
  board.onChange(({ qr }) => show(qr));

  function show(next: QrCode | null) {
    if (!next || next.issuedAt < code.issuedAt) return;
    code = next;
    tokens.add(next.token);
  }

  return {
    get board() {
      return board.state;
    },
    get code() {
      return code;
    },
    get codes() {
      return tokens.size;
    },
    async renew(refusedToken) {
      if (code.token === refusedToken) show(await askForCode());
    },
    close: () => live.close(),
  };
}
