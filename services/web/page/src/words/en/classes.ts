export default {
  title: 'Classes',
  policy: {
    asUsual: 'As usual here',
    lateAfter: 'Late after (minutes)',
    lateAfterHint: 'Whoever scans later than this after the start of a round is late.',
    slots: 'Codes at once',
    slotsHint: 'So many stand on the wall together, so that a full room gets in quickly.',
    rotation: 'A new code every (seconds)',
    rotationHint: 'The shorter, the less use is a photo of it.',
    grace: 'The last code stays good for (seconds)',
    graceHint: 'Time for a scan that was begun just before the code changed.',
    result: {
      label: 'With several rounds',
      names: { best: 'The best one counts', every: 'Every one counts' },
      hints: {
        best: 'Being there in one round is enough.',
        every: 'Whoever misses one round counts as absent.',
      },
    },
    mode: {
      label: 'The code on the wall',
      names: { rotating: 'One code for all', 'single-use': 'A code for each' },
      hints: {
        rotating: 'Everybody scans the code that is shown; it changes every few seconds.',
        'single-use': 'Each scan uses a code up, so that it cannot be passed on.',
      },
    },
    typedCode: {
      label: 'Typing the code',
      names: { off: 'Not possible', flag: 'Possible, and flagged', allow: 'As good as a scan' },
      hints: {
        off: 'Whoever cannot scan asks you.',
        flag: 'You decide on each one who typed it: it is easily passed on.',
        allow: 'Who types it is in, without a camera.',
      },
    },
    device: {
      label: 'Another phone than the registered one',
      names: { off: 'Welcome', flag: 'Flagged', require: 'Refused' },
      hints: {
        off: 'It does not matter which phone scans.',
        flag: 'You decide on scans from a phone that is not the student’s own.',
        require: 'Only the phone that a student registered gets in.',
      },
    },
    place: {
      label: 'Being in the room',
      names: { off: 'Not looked at', flag: 'Looked at, and flagged', require: 'Needed' },
      hints: {
        off: 'Nobody is asked where they are.',
        flag: 'You decide on scans from elsewhere, or without a place.',
        require: 'Scans from elsewhere, or without a place, are refused.',
      },
      where: 'Where the room is',
      latitude: 'Latitude',
      longitude: 'Longitude',
      radius: 'Within (metres)',
      whereIAm: 'Use where I am',
      notFound: 'This device does not tell where it is. Allow it in the browser, or type the numbers.',
    },
  },
};
