import { type ClassFrame, classFrame, liveClassSubject } from '@rollcall/contracts';
import { type Bus, subscribeLive } from '@rollcall/service-kit';

type Kind<Name extends ClassFrame['kind']> = Extract<ClassFrame, { kind: Name }>;

/** Hears the frames to all classes and hands them to this process's sockets. */
export function hearClassFrames(
  bus: Bus,
  toClassic: (classId: string, frame: Kind<'classic'>) => void,
  toRealtime: (classId: string, frame: Kind<'realtime'>) => void,
): void {
  subscribeLive(bus, liveClassSubject('*'), classFrame, (frame, subject) => {
    const classId = subject.slice(liveClassSubject('').length);
    if (frame.kind === 'classic') toClassic(classId, frame);
    else toRealtime(classId, frame);
  });
}
