import type { Needs } from './columns.ts';
import type { ImportField } from './source.ts';

/** The first of the titles that packages/imports understands, of each language: people know then what will do. */
const email: ImportField = {
  name: 'email',
  titles: ['E-mail', 'E-mail address', 'E-Mail-Adresse', 'Courriel', 'Correo electrónico'],
};
const studentNumber: ImportField = {
  name: 'studentNumber',
  titles: ['Student number', 'Student ID', 'Matrikelnummer', 'Numéro étudiant', 'Número de estudiante'],
};
const names: readonly ImportField[] = [
  { name: 'name', titles: ['Name', 'Full name', 'Vollständiger Name', 'Nom complet', 'Nombre completo'] },
  { name: 'firstName', titles: ['First name', 'Given name', 'Vorname', 'Prénom', 'Nombre'] },
  { name: 'lastName', titles: ['Last name', 'Surname', 'Nachname', 'Nom de famille', 'Apellidos'] },
];
const role: ImportField = { name: 'role', titles: ['Role', 'User type', 'Rolle', 'Rôle', 'Rol'] };
const username: ImportField = {
  name: 'username',
  titles: ['Username', 'Login', 'Benutzername', 'Nom d’utilisateur', 'Usuario'],
};

export const rosterFields: readonly ImportField[] = [
  { ...email, isNeeded: 'oneOf' },
  { ...studentNumber, isNeeded: 'oneOf' },
  ...names,
];
export const rosterNeeds: Needs = [['email', 'studentNumber']];

export const userFields: readonly ImportField[] = [
  { ...email, isNeeded: true },
  ...names.map((field) => ({ ...field, isNeeded: 'oneOf' as const })),
  role,
  username,
  studentNumber,
];
export const userNeeds: Needs = [['email'], ['name', 'firstName', 'lastName']];
