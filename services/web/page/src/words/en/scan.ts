export default {
  title: 'Scan',
  sending: 'Sending your scan…',
  slow: 'The connection is slow. Your scan is on its way.',
  locating: 'Finding out where you are…',
  logIn: {
    title: 'Log in and you are in',
    advice: 'We have the code from the wall. It changes soon.',
    forgotten: 'Forgotten password?',
  },
  /** What the whole screen says. */
  verdicts: {
    present: { title: 'You are in', advice: '' },
    late: { title: 'You are in, late', advice: '' },
    excused: { title: 'You are excused', advice: 'Your teacher has noted it.' },
    absent: {
      title: 'You are marked absent',
      advice: 'Your teacher decided so. Talk to them if it is not right.',
    },
    codeChanged: { title: 'This code has changed', advice: 'Point at the wall again: the new one is there.' },
    codeUsed: { title: 'Someone else used this code', advice: 'Look up: the next one is already there.' },
    foreign: {
      title: 'This is not a code of your class',
      advice: 'Scan the code on the wall, or ask your teacher.',
    },
    closed: { title: 'Attendance is closed', advice: 'Your teacher can still mark you.' },
    notOnList: { title: 'You are not on this class’s list', advice: 'Ask your teacher, or join with a code.' },
    locationNeeded: {
      title: 'Are you in the room?',
      advice:
        'This class wants to see that. Your phone says once where it is; only how far from the room that is will be kept.',
    },
    locationDenied: {
      title: 'We could not see that you are in the room',
      advice:
        'Location is blocked for this page. Allow it in the settings of your browser and try again, or ask your teacher: they can mark you.',
    },
    locationUnknown: {
      title: 'We could not see that you are in the room',
      advice: 'Your phone does not know where it is. Try again, or ask your teacher: they can mark you.',
    },
    outside: {
      title: 'We could not see that you are in the room',
      advice: 'Try again there, or ask your teacher: they can mark you.',
    },
    otherPhone: {
      title: 'This is not your registered phone',
      advice: 'Use your own, or ask for a change. Your teacher can mark you today.',
    },
    unknownPhone: {
      title: 'We could not see which phone this is',
      advice: 'Use the browser that you always use, not a private window. Or ask your teacher: they can mark you.',
    },
    notStudent: { title: 'This is not a student’s account', advice: 'Log in with your own student account.' },
    oneMoment: { title: 'One moment', advice: 'We try again by ourselves.' },
    tooOften: {
      title: 'Too many tries',
      advice: 'Try again in {{minutes}} min, or ask your teacher: they can mark you.',
    },
    offline: {
      title: 'No connection',
      advice: 'Your scan is kept and sent when you are back, if the code still counts.',
    },
    unforeseen: { title: 'This did not work', advice: 'Try again. If it stays like this, your teacher can mark you.' },
    noCode: { title: 'Scan the code on the wall', advice: 'Point your phone’s camera at it, or scan it here.' },
  },
  acts: {
    scanAgain: 'Scan',
    allowLocation: 'Allow location',
    locateAgain: 'Try again',
    askForChange: 'Ask for a change of phone',
    join: 'Join with a code',
    switchAccount: 'Log in as somebody else',
    retry: 'Try again',
    today: 'Done',
    cancel: 'Do not send it',
  },
  change: {
    asked: 'You have asked for a change. When it is approved, scan again with this phone.',
    failed: 'That did not work. Try again.',
  },
  facts: { class: 'Class', course: 'Course', teacher: 'Teacher', room: 'Room', time: 'Time' },
  flagged: 'Your teacher will have a look at it.',
  flags: {
    typed_code: 'You typed the code instead of scanning it.',
    device_missing: 'We could not see which phone it was.',
    device_unchecked: 'We could not check whose phone it is.',
    device_not_bound: 'It was not your registered phone.',
    device_shared: 'Somebody else was marked with the same phone.',
    location_missing: 'Your phone did not say where it was.',
    location_uncertain: 'Your phone did not know exactly where it was.',
    outside_geofence: 'Your phone seemed to be somewhere else.',
  },
  location: {
    offer: 'Allow location for next time',
    allowed: 'Location is allowed. Next time it is sent along.',
    denied: 'Location stays off. You can allow it in the settings of your browser.',
  },
  camera: {
    first: 'Point the camera at the code on the wall. Nothing is recorded; the picture does not leave your phone.',
    start: 'Open the camera',
    starting: 'The camera opens…',
    looking: 'Point at the code on the wall.',
    notOurs: 'This is another code. Point at the one on the wall.',
    view: 'What the camera sees',
    torchOn: 'Light on',
    torchOff: 'Light off',
    zoom: 'Zoom',
    problems: {
      denied: {
        title: 'The camera is blocked for this page',
        advice: 'Allow it in the settings of your browser, or type the code below.',
      },
      busy: {
        title: 'Something else uses the camera',
        advice: 'Close the other app and try again, or type the code below.',
      },
      missing: { title: 'There is no camera here', advice: 'Type the code below.' },
      insecure: {
        title: 'The camera works over a secure connection only',
        advice: 'Type the code below.',
      },
      failed: { title: 'The camera did not start', advice: 'Try again, or type the code below.' },
    },
  },
  typed: {
    title: 'Or type the code beside it',
    label: 'Code on the wall',
    hint: 'Six letters and digits',
    wrong: 'There is no “{{letter}}” in these codes.',
  },
};
