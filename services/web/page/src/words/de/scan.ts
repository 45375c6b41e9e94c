import type { Words } from '../catalogue.ts';

export default {
  title: 'Scannen',
  sending: 'Dein Scan wird gesendet…',
  slow: 'Die Verbindung ist langsam. Dein Scan ist unterwegs.',
  locating: 'Dein Standort wird ermittelt…',
  logIn: {
    title: 'Melde dich an und du bist dabei',
    advice: 'Den Code von der Wand haben wir. Er wechselt bald.',
    forgotten: 'Passwort vergessen?',
  },
  /** What the whole screen says. */
  verdicts: {
    present: { title: 'Du bist dabei', advice: '' },
    late: { title: 'Du bist dabei, verspätet', advice: '' },
    excused: { title: 'Du bist entschuldigt', advice: 'Deine Lehrperson hat es vermerkt.' },
    absent: {
      title: 'Du bist als abwesend eingetragen',
      advice: 'Deine Lehrperson hat so entschieden. Sprich mit ihr, wenn das nicht stimmt.',
    },
    codeChanged: { title: 'Dieser Code hat gewechselt', advice: 'Halte noch einmal auf die Wand: Der neue ist da.' },
    codeUsed: { title: 'Jemand anderes hat diesen Code benutzt', advice: 'Schau hoch: Der nächste ist schon da.' },
    foreign: {
      title: 'Das ist kein Code deines Kurses',
      advice: 'Scanne den Code an der Wand oder frag deine Lehrperson.',
    },
    closed: {
      title: 'Die Anwesenheit ist geschlossen',
      advice: 'Deine Lehrperson kann dich noch eintragen.',
    },
    notOnList: {
      title: 'Du stehst nicht auf der Liste dieses Kurses',
      advice: 'Frag deine Lehrperson oder tritt mit einem Code bei.',
    },
    locationNeeded: {
      title: 'Bist du im Raum?',
      advice:
        'Dieser Kurs möchte das sehen. Dein Handy sagt einmal, wo es ist; behalten wird nur, wie weit das vom Raum weg ist.',
    },
    locationDenied: {
      title: 'Wir konnten nicht sehen, dass du im Raum bist',
      advice:
        'Der Standort ist für diese Seite gesperrt. Erlaube ihn in den Einstellungen deines Browsers und versuche es noch einmal, oder frag deine Lehrperson: Sie kann dich eintragen.',
    },
    locationUnknown: {
      title: 'Wir konnten nicht sehen, dass du im Raum bist',
      advice:
        'Dein Handy weiß nicht, wo es ist. Versuche es noch einmal oder frag deine Lehrperson: Sie kann dich eintragen.',
    },
    outside: {
      title: 'Wir konnten nicht sehen, dass du im Raum bist',
      advice: 'Versuche es dort noch einmal oder frag deine Lehrperson: Sie kann dich eintragen.',
    },
    otherPhone: {
      title: 'Das ist nicht dein registriertes Handy',
      advice: 'Nimm dein eigenes oder bitte um einen Wechsel. Heute kann dich deine Lehrperson eintragen.',
    },
    unknownPhone: {
      title: 'Wir konnten nicht sehen, welches Handy das ist',
      advice:
        'Nimm den Browser, den du immer nimmst, kein privates Fenster. Oder frag deine Lehrperson: Sie kann dich eintragen.',
    },
    notStudent: {
      title: 'Das ist kein Konto von Studierenden',
      advice: 'Melde dich mit deinem eigenen Konto als Studentin oder Student an.',
    },
    oneMoment: { title: 'Einen Moment', advice: 'Wir versuchen es von selbst noch einmal.' },
    tooOften: {
      title: 'Zu viele Versuche',
      advice: 'Versuche es in {{minutes}} Min. noch einmal oder frag deine Lehrperson: Sie kann dich eintragen.',
    },
    offline: {
      title: 'Keine Verbindung',
      advice: 'Dein Scan wird behalten und gesendet, sobald du wieder online bist, falls der Code dann noch zählt.',
    },
    unforeseen: {
      title: 'Das hat nicht geklappt',
      advice: 'Versuche es noch einmal. Bleibt es so, kann dich deine Lehrperson eintragen.',
    },
    noCode: {
      title: 'Scanne den Code an der Wand',
      advice: 'Halte die Kamera deines Handys darauf, oder scanne ihn hier.',
    },
  },
  acts: {
    scanAgain: 'Scannen',
    allowLocation: 'Standort erlauben',
    locateAgain: 'Noch einmal',
    askForChange: 'Um Gerätewechsel bitten',
    join: 'Mit einem Code beitreten',
    switchAccount: 'Mit anderem Konto anmelden',
    retry: 'Noch einmal',
    today: 'Fertig',
    cancel: 'Nicht senden',
  },
  change: {
    asked: 'Du hast um einen Wechsel gebeten. Sobald er genehmigt ist, scanne noch einmal mit diesem Handy.',
    failed: 'Das hat nicht geklappt. Versuche es noch einmal.',
  },
  facts: { class: 'Kurs', course: 'Lehrveranstaltung', teacher: 'Lehrperson', room: 'Raum', time: 'Uhrzeit' },
  flagged: 'Deine Lehrperson sieht es sich noch an.',
  flags: {
    typed_code: 'Du hast den Code getippt, nicht gescannt.',
    device_missing: 'Wir konnten nicht sehen, welches Handy es war.',
    device_unchecked: 'Wir konnten nicht prüfen, wessen Handy es ist.',
    device_not_bound: 'Es war nicht dein registriertes Handy.',
    device_shared: 'Mit demselben Handy wurde noch jemand eingetragen.',
    location_missing: 'Dein Handy hat nicht gesagt, wo es war.',
    location_uncertain: 'Dein Handy wusste nicht genau, wo es war.',
    outside_geofence: 'Dein Handy schien woanders zu sein.',
  },
  location: {
    offer: 'Standort für das nächste Mal erlauben',
    allowed: 'Der Standort ist erlaubt. Beim nächsten Mal wird er mitgesendet.',
    denied: 'Der Standort bleibt aus. Du kannst ihn in den Einstellungen deines Browsers erlauben.',
  },
  camera: {
    first: 'Halte die Kamera auf den Code an der Wand. Nichts wird aufgenommen, das Bild verlässt dein Handy nicht.',
    start: 'Kamera öffnen',
    starting: 'Die Kamera geht auf…',
    looking: 'Halte auf den Code an der Wand.',
    notOurs: 'Das ist ein anderer Code. Halte auf den an der Wand.',
    view: 'Was die Kamera sieht',
    torchOn: 'Licht an',
    torchOff: 'Licht aus',
    zoom: 'Zoom',
    problems: {
      denied: {
        title: 'Die Kamera ist für diese Seite gesperrt',
        advice: 'Erlaube sie in den Einstellungen deines Browsers oder tippe den Code unten ein.',
      },
      busy: {
        title: 'Etwas anderes benutzt die Kamera',
        advice: 'Schließe die andere App und versuche es noch einmal, oder tippe den Code unten ein.',
      },
      missing: { title: 'Hier gibt es keine Kamera', advice: 'Tippe den Code unten ein.' },
      insecure: {
        title: 'Die Kamera geht nur über eine sichere Verbindung',
        advice: 'Tippe den Code unten ein.',
      },
      failed: {
        title: 'Die Kamera ist nicht gestartet',
        advice: 'Versuche es noch einmal oder tippe den Code unten ein.',
      },
    },
  },
  typed: {
    title: 'Oder tippe den Code daneben',
    label: 'Code an der Wand',
    hint: 'Sechs Buchstaben und Ziffern',
    wrong: '„{{letter}}“ kommt in diesen Codes nicht vor.',
  },
} satisfies Words<'scan'>;
