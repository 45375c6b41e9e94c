import { type RefObject, useEffect, useRef, useState } from 'react';
import { chooseCode } from './choose-code.ts';
import { openCodeReader } from './code-reader.ts';

const PAUSE_MS = 80;
/** Passing over another code is no reason to speak. */
const NOT_OURS_MS = 2_000;

interface ReaderOptions {
  isReading: boolean;
  /** Codes that are not sent once more. */
  tried: ReadonlySet<string>;
  onToken: (token: string) => void;
}

/** Reads codes from a video, one picture after the other: true while it has been seeing other codes alone for a while. */
export function useCodeReader(
  video: RefObject<HTMLVideoElement | null>,
  { isReading, tried, onToken }: ReaderOptions,
): boolean {
  const [seesOthers, setSeesOthers] = useState(false);
  const latest = useRef(onToken);
  useEffect(() => {
    latest.current = onToken;
  });
  useEffect(() => {
    if (!isReading) return;
    let isOver = false;
    let othersSinceMs: number | undefined;

    async function readOn() {
      const read = await openCodeReader();
      while (!isOver) {
        const element = video.current;
        const isReady = element !== null && element.readyState >= element.HAVE_CURRENT_DATA;
        const found = isReady ? await read(element).catch(() => []) : [];
        if (isOver) return;
        const chosen = chooseCode(found, tried);
        othersSinceMs = chosen === 'notOurs' ? (othersSinceMs ?? performance.now()) : undefined;
        setSeesOthers(othersSinceMs !== undefined && performance.now() - othersSinceMs >= NOT_OURS_MS);
        if (typeof chosen === 'object') latest.current(chosen.token);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }

    void readOn();
    return () => {
      isOver = true;
      setSeesOthers(false);
    };
  }, [isReading, tried, video]);
  return seesOthers;
}
