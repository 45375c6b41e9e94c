import type { Role } from '@rollcall/contracts';
import {
  CalendarCheck,
  ChartColumn,
  ClipboardCheck,
  Download,
  Flag,
  GraduationCap,
  History,
  type LucideIcon,
  QrCode,
  Radio,
  ScrollText,
  Smartphone,
  User,
  Users,
  Webhook,
} from 'lucide-react';

/** A page that the shell leads to. */
export interface Place {
  to:
    | '/app/today'
    | '/app/scan'
    | '/app/history'
    | '/app/me'
    | '/app/classes'
    | '/app/review'
    | '/app/exports'
    | '/app/admin/running'
    | '/app/admin/users'
    | '/app/admin/device-resets'
    | '/app/admin/flagged'
    | '/app/admin/analytics'
    | '/app/admin/audit'
    | '/app/admin/webhooks';
  /** Its name in the words under `nav`. */
  name:
    | 'today'
    | 'scan'
    | 'history'
    | 'me'
    | 'classes'
    | 'review'
    | 'exports'
    | 'running'
    | 'users'
    | 'deviceResets'
    | 'flagged'
    | 'analytics'
    | 'audit'
    | 'webhooks';
  icon: LucideIcon;
}

const me: Place = { to: '/app/me', name: 'me', icon: User };

/** The first four or five are a phone's bottom bar. */
export const placesOf: Record<Role, readonly Place[]> = {
  student: [
    { to: '/app/today', name: 'today', icon: CalendarCheck },
    { to: '/app/scan', name: 'scan', icon: QrCode },
    { to: '/app/history', name: 'history', icon: History },
    me,
  ],
  teacher: [
    { to: '/app/today', name: 'today', icon: CalendarCheck },
    { to: '/app/classes', name: 'classes', icon: GraduationCap },
    { to: '/app/review', name: 'review', icon: ClipboardCheck },
    { to: '/app/exports', name: 'exports', icon: Download },
    me,
  ],
  admin: [
    { to: '/app/admin/running', name: 'running', icon: Radio },
    { to: '/app/admin/users', name: 'users', icon: Users },
    { to: '/app/admin/device-resets', name: 'deviceResets', icon: Smartphone },
    { to: '/app/admin/flagged', name: 'flagged', icon: Flag },
    { to: '/app/classes', name: 'classes', icon: GraduationCap },
    { to: '/app/admin/analytics', name: 'analytics', icon: ChartColumn },
    { to: '/app/admin/audit', name: 'audit', icon: ScrollText },
    { to: '/app/exports', name: 'exports', icon: Download },
    { to: '/app/admin/webhooks', name: 'webhooks', icon: Webhook },
    me,
  ],
};

export function homeOf(role: Role): Place['to'] {
  return placesOf[role][0]?.to ?? '/app/me';
}
