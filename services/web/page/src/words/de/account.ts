import type { Words } from '../catalogue.ts';

export default {
  logIn: {
    title: 'Anmelden',
    name: 'E-Mail oder Benutzername',
  },
  password: {
    label: 'Passwort',
    show: 'Passwort zeigen',
    hide: 'Passwort verbergen',
  },
  errors: {
    invalid_credentials: 'Name und Passwort passen nicht zusammen. Sieh dir beide noch einmal an.',
  },
} satisfies Words<'account'>;
