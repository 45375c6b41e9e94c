/** What a phone's own camera opens: `/s#<token>`. */
export function ScanPage() {
  return <main />;
}
