import { emailColumn, type FileColumns, MAX_CELL_LENGTH, nameColumns, studentNumberColumn } from '@rollcall/imports';

/** What the columns of a file with accounts are called, in English, German, French and Spanish. */
export const columns: FileColumns = {
  definitions: [
    emailColumn,
    ...nameColumns,
    {
      maxLength: MAX_CELL_LENGTH,
      name: 'role',
      titles: ['User role', 'User type', 'Rolle', 'Benutzerrolle', 'Rôle', 'Type de compte', 'Rol', 'Tipo de usuario'],
    },
    {
      maxLength: MAX_CELL_LENGTH,
      name: 'username',
      titles: [
        ...['User name', 'Login', 'Login name', 'User ID', 'Benutzername', 'Nutzername', 'Kennung', 'Anmeldename'],
        ...["Nom d'utilisateur", 'Identifiant', 'Nombre de usuario', 'Usuario'],
      ],
    },
    studentNumberColumn,
  ],
  required: [
    { words: 'e-mail address', anyOf: ['email'] },
    { words: 'name', anyOf: ['name', 'firstName', 'lastName'] },
  ],
};
