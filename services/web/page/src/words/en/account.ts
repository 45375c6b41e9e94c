export default {
  logIn: {
    title: 'Log in',
    name: 'E-mail or username',
  },
  password: {
    label: 'Password',
    show: 'Show the password',
    hide: 'Hide the password',
  },
  /** By the code of the error, before those that all pages share. */
  errors: {
    invalid_credentials: 'Name and password do not fit together. Look at both again.',
  },
};
