import type { JsonSchema } from '@rollcall/service-kit';
import { type Html, html } from './html.ts';

/** Finds the schema behind a `$ref`. */
export type Resolve = (schema: JsonSchema) => JsonSchema;

const STEP = '  ';
const SHORT = 60;
const LINE = 44;

/** A JSON Schema for people: the shape of an example, with types in the places of values. */
export function writeSchema(schema: JsonSchema, resolve: Resolve, indent = ''): Html {
  const { oneOf, anyOf, properties, items, additionalProperties } = resolve(schema) as Keywords;
  const choices = oneOf ?? anyOf;
  if (choices) return joined(choices, ' | ', (choice) => writeSchema(choice, resolve, indent));
  if (properties) return writeObject(resolve(schema) as Keywords, properties, resolve, indent);
  if (items) return html`${writeSchema(items, resolve, indent)}[]`;
  if (typeof additionalProperties === 'object') {
    return html`{ [key]: ${writeSchema(additionalProperties, resolve, indent)} }`;
  }
  return html`${writeValue(resolve(schema) as Keywords, indent)}`;
}

interface Keywords {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  description?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
}

function writeObject(
  { required = [] }: Keywords,
  properties: Record<string, JsonSchema>,
  resolve: Resolve,
  indent: string,
): Html {
  const entries = Object.entries(properties);
  if (entries.length === 0) return html`{}`;
  const line = ([key, value]: [string, JsonSchema], inner: string) =>
    html`<b>${key}</b>${required.includes(key) ? '' : '?'}: ${writeSchema(value, resolve, inner)}`;
  const short = joined(entries, ', ', (entry) => line(entry, indent));
  const length = short.text.replace(/<[^>]*>/g, '').length;
  if (length <= SHORT && !short.text.includes('\n')) return html`{ ${short} }`;
  const lines = entries.map((entry) => html`${indent + STEP}${line(entry, indent + STEP)}\n`);
  return html`{\n${lines}${indent}}`;
}

function writeValue(schema: Keywords, indent: string): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum)
    return inLines(
      schema.enum.map((value) => JSON.stringify(value)),
      indent + STEP,
    );
  if (schema.type === undefined) return 'any';
  return `${nameOf(schema)}${limitOf(schema)}`;
}

/** Choices side by side where they fit, else in lines of their own, each begun by its bar. */
function inLines(choices: string[], indent: string): string {
  const together = choices.join(' | ');
  return together.length <= LINE ? together : choices.map((choice) => `\n${indent}| ${choice}`).join('');
}

// The two values that nearly everything has are known by the words that the contracts describe them with.
function nameOf({ type, format, description }: Keywords): string {
  if (description?.includes('hexadecimal id')) return 'id';
  return format === 'date-time' ? 'time' : [type].flat().join(' | ');
}

function limitOf({ type, maxLength }: Keywords): string {
  return type === 'string' && maxLength !== undefined ? ` (at most ${maxLength})` : '';
}

function joined<Item>(items: readonly Item[], between: string, write: (item: Item) => Html): Html {
  return html`${items.map((item, index) => html`${index > 0 ? between : ''}${write(item)}`)}`;
}
