import type { Words } from '../catalogue.ts';

export default {
  title: 'Kurse',
  policy: {
    asUsual: 'Wie hier üblich',
    lateAfter: 'Verspätet nach (Minuten)',
    lateAfterHint: 'Wer später nach Beginn einer Runde scannt, ist verspätet.',
    slots: 'Codes gleichzeitig',
    slotsHint: 'So viele stehen zusammen an der Wand, damit ein voller Raum schnell hineinkommt.',
    rotation: 'Neuer Code alle (Sekunden)',
    rotationHint: 'Je kürzer, desto weniger nützt ein Foto davon.',
    grace: 'Der letzte Code gilt noch (Sekunden)',
    graceHint: 'Zeit für einen Scan, der kurz vor dem Wechsel begonnen hat.',
    result: {
      label: 'Bei mehreren Runden',
      names: { best: 'Die beste zählt', every: 'Jede zählt' },
      hints: {
        best: 'In einer Runde da zu sein genügt.',
        every: 'Wer eine Runde verpasst, gilt als abwesend.',
      },
    },
    mode: {
      label: 'Der Code an der Wand',
      names: { rotating: 'Ein Code für alle', 'single-use': 'Ein Code für jede Person' },
      hints: {
        rotating: 'Alle scannen den gezeigten Code; er wechselt alle paar Sekunden.',
        'single-use': 'Jeder Scan verbraucht einen Code, sodass er nicht weitergegeben werden kann.',
      },
    },
    typedCode: {
      label: 'Den Code eintippen',
      names: { off: 'Nicht möglich', flag: 'Möglich, und auffällig', allow: 'So gut wie ein Scan' },
      hints: {
        off: 'Wer nicht scannen kann, fragt dich.',
        flag: 'Du entscheidest über jede Person, die ihn eintippt: er ist leicht weitergegeben.',
        allow: 'Wer ihn eintippt, ist dabei, ohne Kamera.',
      },
    },
    device: {
      label: 'Ein anderes Handy als das registrierte',
      names: { off: 'Willkommen', flag: 'Auffällig', require: 'Abgelehnt' },
      hints: {
        off: 'Es ist gleich, welches Handy scannt.',
        flag: 'Du entscheidest über Scans von einem Handy, das nicht das eigene ist.',
        require: 'Nur das registrierte Handy kommt hinein.',
      },
    },
    place: {
      label: 'Im Raum sein',
      names: { off: 'Wird nicht geprüft', flag: 'Geprüft, und auffällig', require: 'Nötig' },
      hints: {
        off: 'Niemand wird gefragt, wo er ist.',
        flag: 'Du entscheidest über Scans von anderswo oder ohne Ort.',
        require: 'Scans von anderswo oder ohne Ort werden abgelehnt.',
      },
      where: 'Wo der Raum ist',
      latitude: 'Breitengrad',
      longitude: 'Längengrad',
      radius: 'Im Umkreis von (Meter)',
      whereIAm: 'Meinen Ort nehmen',
      notFound: 'Dieses Gerät verrät nicht, wo es ist. Erlaube es im Browser oder tippe die Zahlen ein.',
    },
  },
} satisfies Words<'classes'>;
