import type { ColumnDefinition, ColumnMapping } from '@rollcall/tables';

/** What of a file is stored of a cell: enough to be shown, and longer than anything that is valid. */
export const MAX_CELL_LENGTH = 300;

const cell = { maxLength: MAX_CELL_LENGTH };

/** What a person's e-mail address is called in files, in English, German, French and Spanish. */
export const emailColumn: ColumnDefinition = {
  ...cell,
  name: 'email',
  titles: [
    ...['E-mail address', 'Mail', 'Mail address', 'E-mail 1', 'University e-mail', 'Institutional e-mail'],
    ...['E-Mail-Adresse', 'Mailadresse', 'Adresse e-mail', 'Adresse mail', 'Courriel', 'Adresse électronique'],
    ...['Correo electrónico', 'Correo', 'Dirección de correo electrónico', 'Dirección de correo'],
  ],
};

/** What a student number is called. */
export const studentNumberColumn: ColumnDefinition = {
  ...cell,
  name: 'studentNumber',
  titles: [
    ...['Student no', 'Student ID', 'Student ID number', 'ID number', 'Matriculation number', 'Registration number'],
    ...['Matrikelnummer', 'Matrikelnr', 'Matrikel-Nr.', 'Matnr', 'Martikelnummer'],
    ...['Numéro étudiant', "Numéro d'étudiant", 'N° étudiant', 'Matricule', 'INE'],
    ...['Número de estudiante', 'Número de matrícula', 'Matrícula', 'Número de alumno', 'Expediente'],
  ],
};

/** What names are called; of a row they are the text `name`. */
export const nameColumns: readonly ColumnDefinition[] = [
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
];

/** The columns whose name stands for a choice of a whole one. */
export function wholeName(choice: string | number | null) {
  return { fullName: choice, plainName: null, firstName: null, lastName: null };
}

/**
 * "Name" beside a first name is the last name (Name, Vorname), beside a last name the first one (Nombre, Apellidos), and
 * alone a whole one.
 */
export function settleName({ fullName, plainName, ...columns }: ColumnMapping['columns']): ColumnMapping['columns'] {
  const { firstName, lastName, ...others } = columns;
  if (fullName !== undefined) return { ...others, name: fullName };
  if (plainName === undefined) return columns;
  if (firstName !== undefined && lastName === undefined) return { ...columns, lastName: plainName };
  if (lastName !== undefined && firstName === undefined) return { ...columns, firstName: plainName };
  return { ...others, name: plainName };
}

/** The columns that are left after `settleName`. */
export function settledColumns(definitions: readonly ColumnDefinition[]): readonly ColumnDefinition[] {
  return [
    ...definitions.filter(({ name }) => name !== 'fullName' && name !== 'plainName'),
    { ...cell, name: 'name', titles: [] },
  ];
}
