/** What stands between what is over and what comes, by the clock of this device: stays for as long as a page is open. */
export function startOfTomorrow(): string {
  const day = new Date();
  day.setHours(24, 0, 0, 0);
  return day.toISOString();
}
