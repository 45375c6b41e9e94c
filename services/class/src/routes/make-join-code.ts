import { INSTITUTION_ID, routes } from '@rollcall/contracts';
import { AppError, createEvent, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { drawJoinCode } from '../domain/join-code.ts';
import { findClassOf } from '../operations/find-class-of.ts';
import { presentJoinCode } from '../presenters/join-code.ts';
import type { JoinCodeDocument } from '../store/join-codes.ts';

const MINUTE_MS = 60_000;
/** Codes hardly ever coincide, but several teachers may make one at once. */
const DRAWS = 10;

export const makeJoinCode = operation(
  routes.makeJoinCode,
  async (context: Context, { ids, body: { expiresInMinutes, approval, maxUses }, caller, trace }) => {
    const { _id: classId, archivedAt } = await findClassOf(context, ids.id, caller);
    if (archivedAt) throw new AppError('class_archived');
    const nowMs = context.clock.now();
    const expiresAt = new Date(nowMs + expiresInMinutes * MINUTE_MS);
    const said = { classId, expiresAt: expiresAt.toISOString(), approval };
    return presentJoinCode(
      await store(context, {
        _id: context.ids.objectId(),
        schemaVersion: 1,
        institutionId: INSTITUTION_ID,
        classId,
        approval,
        maxUses,
        uses: 0,
        holds: [],
        madeAt: new Date(nowMs),
        expiresAt,
        revokedAt: null,
        outbox: [createEvent(context.bus, 'joinCodeMade', classId, said, trace)],
      }),
    );
  },
);

async function store({ joinCodes }: Context, made: Omit<JoinCodeDocument, 'code'>): Promise<JoinCodeDocument> {
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const drawn = { ...made, code: drawJoinCode() };
    if (await joinCodes.replace(drawn)) {
      void joinCodes.outbox.flush(drawn._id);
      return drawn;
    }
  }
  throw new AppError('try_again');
}
