interface Words {
  subject: string;
  text: string;
}

export function passwordResetMail(name: string, link: string): Words {
  return {
    subject: 'Set a new password',
    text: letter(
      name,
      'Somebody, you we hope, has asked to set a new password for your Rollcall account. This link does it, once and within an hour:',
      link,
      'If it was not you, do nothing: your password stays as it is.',
    ),
  };
}

export function invitationMail(name: string, link: string): Words {
  return {
    subject: 'Your Rollcall account',
    text: letter(
      name,
      'An account was made for you on Rollcall, where attendance is taken. Choose your password with this link, once and within a week:',
      link,
    ),
  };
}

export function passwordChangedMail(name: string, origin: string): Words {
  return {
    subject: 'Your password was changed',
    text: letter(
      name,
      'The password of your Rollcall account was changed, and you were logged out everywhere.',
      `If it was not you, ask for a new one at once: ${origin}/app and "Forgotten password".`,
    ),
  };
}

export function emailChangedMail(name: string, origin: string): Words {
  return {
    subject: 'Your e-mail address was changed',
    text: letter(
      name,
      'Your Rollcall account has another e-mail address now. Mails about it go there from now on.',
      `If it was not you, tell your administrators. You find them at ${origin}/app.`,
    ),
  };
}

function letter(name: string, ...paragraphs: string[]): string {
  return `${[`Hello ${name},`, ...paragraphs].join('\n\n')}\n\nRollcall\n`;
}
