import { type ClassView, rpcs } from '@rollcall/contracts';
import { AppError, type Caller, request, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { pagesOf } from '../domain/pages.ts';
import { presentClassView } from '../presenters/class-view.ts';
import type { ClassDocument } from '../store/classes.ts';

const IDS_A_REQUEST = 1_000;
/** Shorter than others wait: what was done before may have taken its time, and the whole has three seconds. */
const TIMEOUT_MS = 1_200;
const askNames = { ...rpcs.auth.usersById, timeoutMs: TIMEOUT_MS };
const askSessions = { ...rpcs.session.activeSessions, timeoutMs: TIMEOUT_MS };

/**
 * Classes as somebody sees them in a list. However many there are, each thing is asked for once (of others for a thousand
 * at a time); without names and open sessions when auth or session do not answer in time.
 */
export async function viewClasses(
  context: Context,
  classes: ClassDocument[],
  { role }: Pick<Caller, 'role'>,
  trace: Trace,
): Promise<ClassView[]> {
  const classIds = classes.map(({ _id }) => _id);
  const courseIds = classes.filter(({ _id, courseId }) => courseId !== _id).map(({ courseId }) => courseId);
  const [courses, names, sessions, counts] = await Promise.all([
    context.courses.getMany(distinct(courseIds)),
    findNames(context, distinct(classes.flatMap(({ teacherId, coTeacherIds }) => [teacherId, ...coTeacherIds])), trace),
    findActiveSessions(context, classIds, trace),
    role === 'student' ? undefined : context.enrolments.countByClass(classIds),
  ]);
  const byId = new Map(courses.map((course) => [course._id, course]));
  const { DEFAULT_TIME_ZONE: defaultTimeZone } = context.config;
  const nowMs = context.clock.now();
  return classes.map((one) =>
    presentClassView(one, {
      course: byId.get(one.courseId),
      names,
      activeSession: sessions.get(one._id),
      isStaff: role !== 'student',
      studentCount: counts ? (counts.get(one._id) ?? 0) : null,
      defaultTimeZone,
      nowMs,
    }),
  );
}

/** One class of {@link viewClasses}. */
export async function viewClass(context: Context, found: ClassDocument, caller: Pick<Caller, 'role'>, trace: Trace) {
  const [view] = await viewClasses(context, [found], caller, trace);
  if (!view) throw new AppError('class_not_found');
  return view;
}

async function findNames(context: Context, ids: string[], trace: Trace): Promise<Map<string, string>> {
  const pages = await askInPages(context, ids, async (page) => {
    const { users } = await request(context.bus, askNames, { ids: page }, trace);
    return users;
  });
  return new Map(pages.map(({ _id, name }) => [_id, name]));
}

async function findActiveSessions(context: Context, ids: string[], trace: Trace) {
  const pages = await askInPages(context, ids, async (page) => {
    const { sessions } = await request(context.bus, askSessions, { classIds: page }, trace);
    return sessions;
  });
  return new Map(pages.map(({ _id, classId, startedAt }) => [classId, { _id, startedAt }]));
}

/** What others say of ids; nothing of a page that they do not answer: a list is worth more than that. */
async function askInPages<Item>(
  { log }: Context,
  ids: string[],
  ask: (page: string[]) => Promise<Item[]>,
): Promise<Item[]> {
  const answers = pagesOf(ids, IDS_A_REQUEST).map((page) =>
    ask(page).catch((error) => {
      if (!(error instanceof AppError)) throw error;
      log.debug({ err: error }, 'a list goes without');
      return [];
    }),
  );
  return (await Promise.all(answers)).flat();
}

function distinct(ids: string[]): string[] {
  return [...new Set(ids)];
}
