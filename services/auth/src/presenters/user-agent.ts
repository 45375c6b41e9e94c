import Bowser from 'bowser';

/** Browser and system in words: "Firefox on Android". */
export function describeUserAgent(userAgent: string | null): string {
  if (!userAgent) return 'Unknown device';
  const { browser, os } = Bowser.parse(userAgent);
  const words = [browser.name, os.name].filter(Boolean);
  return words.length > 0 ? words.join(' on ') : (userAgent.split(/[\s/(]/)[0] ?? '').slice(0, 40) || 'Unknown device';
}
