import type { RequestHandler } from 'express';

// Without `upgrade-insecure-requests`: a hall may reach Rollcall by http in its own network. `connect-src 'self'` covers the
// WebSocket of this origin, too (CSP 3; Safari from 15.4 on).
const ofPages = {
  'default-src': "'none'",
  // The reader of codes, where the browser has none of its own, is WebAssembly.
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  // Documents of excuses are shown from memory.
  'img-src': "'self' blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

// Swagger UI has its icons as data URLs in its style sheet.
const ofDocs = { ...ofPages, 'script-src': "'self'", 'img-src': "'self' data:" };

/** What the pages use of a device: all else is off, also for what they might be made to load. */
const permissions = {
  camera: '(self)',
  geolocation: '(self)',
  fullscreen: '(self)',
  'screen-wake-lock': '(self)',
  'clipboard-write': '(self)',
  microphone: '()',
  payment: '()',
  usb: '()',
  serial: '()',
  bluetooth: '()',
  midi: '()',
  'display-capture': '()',
};

/** Pages load from this origin alone, and no form leaves them: what they send, their scripts send. */
export const securityOfPages = setHeaders(ofPages);
export const securityOfDocs = setHeaders(ofDocs);

function setHeaders(policy: typeof ofPages): RequestHandler {
  const headers = {
    'Content-Security-Policy': join(policy, ' ', '; '),
    'Permissions-Policy': join(permissions, '=', ', '),
  };
  return (_request, response, next) => {
    response.set(headers);
    next();
  };
}

function join(values: Record<string, string>, within: string, between: string): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}${within}${value}`)
    .join(between);
}
