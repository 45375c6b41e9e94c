import type { UserImportColumns } from '@rollcall/contracts';
import {
  type ChosenColumns,
  type ColumnDefinition,
  type ColumnMapping,
  guessColumns,
  TableError,
} from '@rollcall/tables';

/** What of a file is stored of a cell: enough to be shown, and longer than anything that is valid. */
export const MAX_CELL_LENGTH = 300;

const cell = { maxLength: MAX_CELL_LENGTH };

/** What the columns of a file with accounts are called, in English, German, French and Spanish. */
const definitions: readonly ColumnDefinition[] = [
  {
    ...cell,
    name: 'email',
    required: true,
    titles: [
      ...['E-mail address', 'Mail', 'Mail address', 'E-mail 1', 'University e-mail', 'Institutional e-mail'],
      ...['E-Mail-Adresse', 'Mailadresse', 'Adresse e-mail', 'Adresse mail', 'Courriel', 'Adresse électronique'],
      ...['Correo electrónico', 'Correo', 'Dirección de correo electrónico', 'Dirección de correo'],
    ],
  },
  {
    ...cell,
    name: 'fullName',
    titles: [
      ...[
        'Display name',
        'Complete name',
        'Student name',
        'Name of student',
        'Vollständiger Name',
        'Vor- und Nachname',
      ],
      ...['Vorname Nachname', 'Nom complet', 'Nom et prénom', 'Prénom et nom', 'Nom affiché'],
      ...['Nombre completo', 'Nombre y apellidos', 'Apellidos y nombre'],
    ],
  },
  { ...cell, name: 'plainName', titles: ['Name', 'Names', 'Nom', 'Nombre', 'Nombres'] },
  {
    ...cell,
    name: 'firstName',
    titles: ['Given name', 'Forename', 'Vorname', 'Vornamen', 'Rufname', 'Prénom', 'Prénoms', 'Nombre de pila'],
  },
  {
    ...cell,
    name: 'lastName',
    titles: [
      ...['Surname', 'Family name', 'Nachname', 'Familienname', 'Zuname', 'Nom de famille'],
      ...['Apellidos', 'Apellido', 'Primer apellido'],
    ],
  },
  {
    ...cell,
    name: 'role',
    titles: ['User role', 'User type', 'Rolle', 'Benutzerrolle', 'Rôle', 'Type de compte', 'Rol', 'Tipo de usuario'],
  },
  {
    ...cell,
    name: 'username',
    titles: [
      ...['User name', 'Login', 'Login name', 'User ID', 'Benutzername', 'Nutzername', 'Kennung', 'Anmeldename'],
      ...["Nom d'utilisateur", 'Identifiant', 'Nombre de usuario', 'Usuario'],
    ],
  },
  {
    ...cell,
    name: 'studentNumber',
    titles: [
      ...['Student no', 'Student ID', 'Student ID number', 'ID number', 'Matriculation number', 'Registration number'],
      ...['Matrikelnummer', 'Matrikelnr', 'Matrikel-Nr.', 'Matnr', 'Martikelnummer'],
      ...['Numéro étudiant', "Numéro d'étudiant", 'N° étudiant', 'Matricule', 'INE'],
      ...['Número de estudiante', 'Número de matrícula', 'Matrícula', 'Número de alumno', 'Expediente'],
    ],
  },
];

/** Where in a file what is found; `name` or at least one of its two parts is there. */
export type ImportColumns = Record<string, number> & { email: number };

export interface UnderstoodHeader {
  columns: ImportColumns;
  unknownColumns: string[];
}

/** Finds the columns of a file. What was chosen goes before what is guessed. Throws `TableError` when one is missing. */
export function understandHeader(header: readonly string[], chosen: UserImportColumns): UnderstoodHeader {
  const { columns, unmatched } = guessColumns(header, definitions, toChosen(chosen));
  const { email, ...others } = settleName(columns);
  if (email === undefined) throw missing('e-mail address', 'email', header);
  if (!['name', 'firstName', 'lastName'].some((name) => Object.hasOwn(others, name))) {
    throw missing('name', 'name', header);
  }
  return {
    columns: { ...others, email },
    unknownColumns: unmatched.map(({ title }) => title).filter((title) => title !== ''),
  };
}

/** The definitions of what `understandHeader` finds. */
export const foundDefinitions: readonly ColumnDefinition[] = [
  ...definitions.filter(({ name }) => name !== 'fullName' && name !== 'plainName'),
  { ...cell, name: 'name', titles: [] },
];

/** People count columns from 1. A chosen name is a whole one, so that nothing is left to guess about names. */
function toChosen({ name, ...chosen }: UserImportColumns): ChosenColumns {
  const whole = name === undefined ? {} : { fullName: name, plainName: null, firstName: null, lastName: null };
  const choices = Object.entries({ ...whole, ...chosen }).filter(([, choice]) => choice !== undefined);
  return Object.fromEntries(choices.map(([key, choice]) => [key, typeof choice === 'number' ? choice - 1 : choice]));
}

/**
 * "Name" beside a first name is the last name (Name, Vorname), beside a last name the first one (Nombre, Apellidos), and
 * alone a whole one.
 */
function settleName({ fullName, plainName, ...columns }: ColumnMapping['columns']): ColumnMapping['columns'] {
  const { firstName, lastName, ...others } = columns;
  if (fullName !== undefined) return { ...others, name: fullName };
  if (plainName === undefined) return columns;
  if (firstName !== undefined && lastName === undefined) return { ...columns, lastName: plainName };
  if (lastName !== undefined && firstName === undefined) return { ...columns, firstName: plainName };
  return { ...others, name: plainName };
}

function missing(words: string, name: string, header: readonly string[]): TableError {
  const titles = header.filter((title) => title !== '').slice(0, 10);
  const seen = titles.length > 0 ? ` The first row says: ${titles.join(', ').slice(0, 300)}.` : '';
  const message = `No column for the ${words} was found.${seen} Name it with "columns": {"${name}": "its title"}.`;
  return new TableError('unknown_column', { message, line: 1 });
}
