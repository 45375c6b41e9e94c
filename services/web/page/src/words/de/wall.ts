import type { Words } from '../catalogue.ts';

export default {
  title: 'Projektion: {{className}}',
  open: 'Projektion',
  openAsLink: 'Projektion hier öffnen',
  code: 'Code zum Scannen',
  typedCode: 'Ohne Kamera: {{address}}',
  count: '{{in}} von {{total}} sind da',
  ofTotal: 'von {{total}}',
  round: 'Runde {{number}}',
  lateFrom: 'Verspätet ab {{time}}',
  lateSince: 'Verspätet seit {{time}}',
  nextCode_one: 'Neuer Code in {{count}} s',
  nextCode_other: 'Neuer Code in {{count}} s',
  startsAt: 'Beginn: {{time}}',
  notStarted: 'Es hat noch nicht begonnen',
  between: 'Runde {{number}} ist zu',
  over: 'Die Anwesenheit ist erfasst. Danke.',
  cancelled: 'Dieser Termin wurde abgesagt',
  askNext: 'Noch einmal N: Runde {{number}} endet, und alle scannen den Code der Runde {{next}}. Esc: jetzt nicht.',
  connecting: 'Wir verbinden uns wieder. Der Code bleibt dabei aktuell.',
  keys: 'F Vollbild · N nächste Runde · D dunkel · Esc zurück',
} satisfies Words<'wall'>;
