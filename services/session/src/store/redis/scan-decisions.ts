import type { AttendanceStatus, Geofence, RecordFlag, SessionPolicy } from '@rollcall/contracts';
import type { RedisClient } from '@rollcall/service-kit';
import { createKeyedGatherer } from '../gatherer.ts';
import { liveKeys } from './keys.ts';
import { loadLua } from './load-lua.ts';

/** How long a pending mark is waited for: longer than a write to MongoDB may take. */
export const LEASE_MS = 3_000;
/** How long a receipt stands for its code. */
const RECEIPT_MS = 120_000;
const GATHER_MS = 1;
const MAX_BATCH = 256;

const REFUSALS = [
  'session_not_active',
  'round_not_active',
  'token_expired',
  'token_consumed',
  'device_required',
  'device_not_bound',
  'location_required',
  'outside_geofence',
] as const;
export type ScanRefusal = (typeof REFUSALS)[number];

/** What a session's own judges say of a scan: why it is doubtful, or the refusal. */
export type Judgement = { flags: RecordFlag[] } | { refusal: ScanRefusal };

export interface ScanQuestion {
  sessionId: string;
  roundNumber: number;
  studentId: string;
  /** Of a token its hash and expiry, of a typed code its own hash. */
  shown: { tokenHash: string; expiresAtSeconds: number } | { codeHash: string };
  attempt: string;
  /** Of the answer `not_on_roster` after which the class said that the student is enrolled. */
  confirmedFor?: string | undefined;
  /** When a scan that we could not store was first seen. */
  receiptAtMs?: number | undefined;
  /** Given when `to_judge` was answered. */
  judgement?: Judgement | undefined;
  /** A hash of the device, when it is known. */
  device?: string | undefined;
}

/** What all scans of a session are told. */
export interface SessionFacts {
  /** Redis' time. */
  nowMs: number;
  /** The code on the wall should have been replaced by now. */
  wallIsOverdue: boolean;
  mode: SessionPolicy['mode'];
  classId: string;
  className: string;
  courseName: string | null;
  teacherName: string | null;
  room: string | null;
  geofence: Geofence | null;
  device: SessionPolicy['device'];
}

export type Verdict =
  | { kind: 'accepted'; status: AttendanceStatus; atMs: number; flags: RecordFlag[]; sharedWith: string | null }
  | { kind: 'already_stored'; status: AttendanceStatus; atMs: number }
  | { kind: 'not_on_roster'; rosterVersion: string }
  | { kind: 'to_judge'; boundDevice: string | null }
  | { kind: 'refused'; code: ScanRefusal; waitMs: number };

export type ScanVerdict = (Verdict & { facts: SessionFacts }) | { kind: 'no_live_state' };

/** Decides about scans in Redis: those of a session that arrive together in one Lua call. */
export function createScanDecisions(redis: RedisClient) {
  const acceptScans = loadLua(redis, 'accept-scans');
  const undoScan = loadLua(redis, 'undo-scan');
  const gatherer = createKeyedGatherer<ScanQuestion, ScanVerdict>({
    gatherMs: GATHER_MS,
    maxItems: MAX_BATCH,
    run: (_, questions) => decideAll(questions),
  });

  async function decideAll(questions: ScanQuestion[]): Promise<ScanVerdict[]> {
    const [first] = questions;
    if (!first) return [];
    const keys = liveKeys(first.sessionId);
    const answer = (await acceptScans(
      [
        keys.meta,
        keys.roster,
        keys.marks(first.roundNumber),
        keys.codes,
        keys.outsiders,
        keys.devices,
        keys.deviceUsers,
      ],
      [first.roundNumber, LEASE_MS, RECEIPT_MS, questions.length, ...questions.flatMap(toArguments)],
    )) as string[];
    if (answer.length === 0) return questions.map(() => ({ kind: 'no_live_state' }));
    const facts = readFacts(answer);
    return questions.map((_, index) => ({ ...readVerdict(answer[FACTS + index] ?? ''), facts }));
  }

  return {
    /** Decides a scan; an accepted one is pending until it is stored or {@link undo}ne. */
    decide: (question: ScanQuestion): Promise<ScanVerdict> =>
      gatherer.add(`${question.sessionId}.${question.roundNumber}`, question),

    /** Takes a pending mark back after its write failed. */
    async undo({ sessionId, roundNumber, studentId, attempt }: ScanQuestion): Promise<void> {
      await undoScan([liveKeys(sessionId).marks(roundNumber)], [studentId, attempt]);
    },
  };
}

function toArguments(question: ScanQuestion): (string | number)[] {
  const { studentId, shown, attempt, confirmedFor = '', receiptAtMs = '', judgement, device = '' } = question;
  const isCode = 'codeHash' in shown;
  return [
    studentId,
    isCode ? `code:${shown.codeHash}` : shown.tokenHash,
    isCode ? 0 : shown.expiresAtSeconds,
    attempt,
    confirmedFor,
    receiptAtMs,
    judgement ? formatJudgement(judgement) : '',
    device,
  ];
}

function formatJudgement(judgement: Judgement): string {
  if ('refusal' in judgement) return `!${judgement.refusal}`;
  return judgement.flags.join(',') || '-';
}

const FACTS = 10;

function readFacts(answer: string[]): SessionFacts {
  const [nowMs, overdue, mode, classId = '', className = '', courseName, teacherName, room, geofence, device] = answer;
  return {
    nowMs: Number(nowMs),
    wallIsOverdue: overdue === '1',
    mode: mode as SessionPolicy['mode'],
    classId,
    className,
    courseName: courseName || null,
    teacherName: teacherName || null,
    room: room || null,
    geofence: geofence ? JSON.parse(geofence) : null,
    device: device as SessionPolicy['device'],
  };
}

function readVerdict(text: string): Verdict {
  const parts = text.split('|');
  const [kind, first = '', second, third, fourth] = parts;
  const status = first as AttendanceStatus;
  if (kind === 's') return { kind: 'already_stored', status, atMs: Number(second) };
  if (kind === 'a') {
    const flags = (fourth ? fourth.split(',') : []) as RecordFlag[];
    return { kind: 'accepted', status, atMs: Number(second), flags, sharedWith: third || null };
  }
  if (kind === 'n') return { kind: 'not_on_roster', rosterVersion: first };
  if (kind === 'j') return { kind: 'to_judge', boundDevice: text.slice(2) || null };
  const code = REFUSALS.find((one) => one === first);
  if (kind !== 'r' || !code) throw new Error(`the live state answered a scan with "${text}"`);
  return { kind: 'refused', code, waitMs: Number(second) };
}
