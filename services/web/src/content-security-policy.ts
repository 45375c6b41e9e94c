import type { RequestHandler } from 'express';

// Without `upgrade-insecure-requests`: a hall may reach Rollcall by http in its own network.
const base = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

// Swagger UI has its icons as data URLs in its style sheet.
const ofDocs = { ...base, 'img-src': "'self' data:" };

/** Pages load from this origin alone, and no form leaves them: what they send, their scripts send. */
export const contentSecurityPolicy: RequestHandler = (_request, response, next) => {
  response.set('Content-Security-Policy', written(base));
  next();
};

export const docsSecurityPolicy: RequestHandler = (_request, response, next) => {
  response.set('Content-Security-Policy', written(ofDocs));
  next();
};

function written(policy: typeof base): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
}
