/**
 * What is loaded in one piece, with all that it imports. By itself a build makes a part of each module that several pages use:
 * thirty for a scan, and on a bad line each row of them is a round trip.
 */
export const parts = [
  // By itself, so that it can be told to make no code from text before a schema is made.
  { name: 'zod', test: /[\\/]node_modules[\\/]zod[\\/]/, priority: 4 },
  { name: 'first', test: /no-code-from-text\.ts$/, priority: 3 },
  // A scan is sent as soon as this is there, while what shows the verdict is still on its way.
  { name: 'sending', test: /[\\/](scan-of-address|load-words)\.ts$|preload-helper/, priority: 2 },
  { name: 'verdict', test: /[\\/]scan[\\/]scan-page\.tsx$/, priority: 1 },
];
