// The clock of a whole process, of its libraries as well, off by FAULT_CLOCK_OFFSET_MS. Imported before everything else.
const offsetMs = Number(process.env.FAULT_CLOCK_OFFSET_MS ?? 0);
const now = Date.now;

if (offsetMs !== 0) {
  Date.now = () => now() + offsetMs;
  globalThis.Date = new Proxy(Date, {
    construct: (date, given, target) => Reflect.construct(date, given.length === 0 ? [date.now()] : given, target),
  });
}
