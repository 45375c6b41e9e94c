import { RollcallError, retryDelayMs, type Scanned } from '@rollcall/client';
import { mend } from './mend.ts';
import { type LocationPermission, locate, locationPermission } from './place.ts';
import { postScan, type Scan, type ScanAnswer } from './post-scan.ts';
import { openThisDevice } from './this-device.ts';

export type ScanState =
  | { step: 'idle' }
  | { step: 'sending' }
  | { step: 'logIn' }
  | { step: 'locating' }
  | { step: 'accepted'; answer: ScanAnswer }
  | RefusedScan;

export interface RefusedScan {
  step: 'refused';
  error: RollcallError;
  /** It is sent again by itself. */
  isKept: boolean;
  /** What the phone may tell of its place, where that is what is missing. */
  location?: LocationPermission | undefined;
}

/** A server that asks for a longer pause means "not now". */
const LONGEST_PAUSE_SECONDS = 60;

export type ScanFlow = ReturnType<typeof createScanFlow>;

/**
 * One scan at a time, from the code to the verdict. What may pass is sent again until there is one, and so is what waited
 * for a log-in. Each scan makes the one before it void.
 */
export function createScanFlow() {
  const listeners = new Set<() => void>();
  let state: ScanState = { step: 'idle' };
  let current: Scan | undefined;

  function show(scan: Scan | undefined, next: ScanState): void {
    if (scan !== current || scan?.turn.signal.aborted) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function begin(scan: Omit<Scan, 'turn'>): Promise<void> {
    current?.turn.abort();
    current = { ...scan, turn: new AbortController() };
    show(current, { step: 'sending' });
    return run(current);
  }

  async function run(scan: Scan): Promise<void> {
    for (let failures = 1; ; failures += 1) {
      try {
        return show(scan, { step: 'accepted', answer: await postScan(scan) });
      } catch (error) {
        if (scan.turn.signal.aborted) return;
        if (!(error instanceof RollcallError)) throw error;
        if (isLogInOver(error)) return show(scan, { step: 'logIn' });
        if (await mend(scan, error)) continue;
        const isKept = error.temporary && (error.retryAfterSeconds ?? 0) <= LONGEST_PAUSE_SECONDS;
        show(scan, { step: 'refused', error, isKept, location: await locationOf(error) });
        if (!isKept) return;
        await pause(retryDelayMs(failures, error.retryAfterSeconds, { baseMs: 1_000 }), scan.turn.signal);
      }
    }
  }

  return {
    state: () => state,
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    /** Sends what was scanned or typed. */
    send(scanned: Scanned): Promise<void> {
      openThisDevice();
      return begin({ scanned });
    },

    /** Sends the same again, after a log-in or because somebody asks for it. */
    async again(): Promise<void> {
      if (current) await begin(current);
    },

    /** Asks the phone where it is, then sends the same again with it. */
    async locateAndSend(): Promise<void> {
      const scan = current;
      if (!scan || state.step !== 'refused') return;
      const { error } = state;
      show(scan, { step: 'locating' });
      try {
        const location = await locate(0);
        if (scan === current) await begin({ ...scan, location });
      } catch (problem) {
        if (!(problem instanceof GeolocationPositionError)) throw problem;
        const location = problem.code === problem.PERMISSION_DENIED ? 'denied' : 'granted';
        show(scan, { step: 'refused', error, isKept: false, location });
      }
    },

    /** Forgets the scan: its answer is not shown any more. */
    stop(): void {
      current?.turn.abort();
      current = undefined;
      show(undefined, { step: 'idle' });
    },
  };
}

function isLogInOver({ code }: RollcallError): boolean {
  return code === 'refresh_token_invalid' || code === 'unauthorized';
}

async function locationOf({ code }: RollcallError): Promise<LocationPermission | undefined> {
  return code === 'location_required' ? locationPermission() : undefined;
}

/** Ends early when the network is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    signal.addEventListener('abort', done, { once: true });
  });
}
