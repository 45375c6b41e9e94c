import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSeminar, pdf, type Seminar } from './excuse-helpers.ts';
import { openHall, type TestHall } from './helpers.ts';

let hall: TestHall;
let seminar: Seminar;
let excuseId: string;
beforeAll(async () => {
  hall = await openHall();
  seminar = openSeminar(hall);
  excuseId = await seminar.asked(seminar.student);
});
afterAll(() => hall.close());

const bytes = (text: string) => Buffer.from(text, 'latin1');
const png = bytes('\x89PNG\r\n\x1a\n and so on');
const jpeg = bytes('\xff\xd8\xff\xe0 and so on');
const webp = bytes('RIFF\x00\x00\x00\x00WEBPVP8 ');
const attach = (content: string | Uint8Array, type?: string) =>
  seminar.attach(seminar.student, excuseId, content, type);

describe('a document', () => {
  test.each<[type: string, content: Uint8Array, extension: string]>([
    ['application/pdf', bytes(pdf), 'pdf'],
    ['image/png', png, 'png'],
    ['image/jpeg', jpeg, 'jpg'],
    ['image/webp', webp, 'webp'],
  ])('of type %s is kept and given back, for saving alone', async (type, content, extension) => {
    expect(await attach(content, type)).toMatchObject({
      status: 200,
      body: { data: { attachment: { type, bytes: content.length } } },
    });
    const response = await seminar.download(seminar.student, excuseId);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(content));
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('content-disposition')).toContain(
      `attachment; filename="excuse-${excuseId}.${extension}"`,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
  });

  test('replaces the one before: one file is left', async () => {
    await attach(png, 'image/png');
    await attach(pdf);
    expect(await readdir(hall.folder)).toEqual([expect.stringMatching(/^excuse-[0-9a-f]{24}\.pdf$/)]);
  });

  test.each<[why: string, content: string | Uint8Array, type: string]>([
    ['a page that says it is a PDF', '<html><script>alert(1)</script>', 'application/pdf'],
    ['a PNG that says it is a JPEG', png, 'image/jpeg'],
    ['a PDF behind a page', `<html>${pdf}`, 'application/pdf'],
    ['a RIFF that is sound', bytes('RIFF\x00\x00\x00\x00WAVE'), 'image/webp'],
    ['a single byte', '%', 'application/pdf'],
  ])('%s is refused', async (_, content, type) => {
    expect(await attach(content, type)).toMatchObject({ status: 415, body: { code: 'file_type_mismatch' } });
  });

  test.each(['text/html', 'image/svg+xml', 'application/octet-stream', 'constructor'])(
    'of type %s is refused',
    async (type) => {
      expect(await attach(pdf, type)).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    },
  );

  test('of more than 5 MB, and of nothing, is refused; of just 5 MB it is not', async () => {
    const large = Buffer.concat([bytes(pdf), Buffer.alloc(5_000_000 - pdf.length)]);
    expect((await attach(large)).status).toBe(200);
    expect(await attach(Buffer.concat([large, bytes('x')]))).toMatchObject({ status: 413 });
    expect(await attach('')).toMatchObject({ status: 400 });
  });
});

describe('who may', () => {
  test('read it: its student, teachers of the class, administrators', async () => {
    await attach(pdf);
    const other = openSeminar(hall);
    const readAs = async (person: Parameters<Seminar['as']>[0]) => {
      const response = await seminar.download(person, excuseId);
      return response.ok ? await response.text() : ((await response.json()) as { code: string }).code;
    };
    for (const person of [seminar.student, seminar.teacher, hall.auth.person('admin')])
      expect(await readAs(person)).toBe(pdf);
    for (const person of [seminar.students[1] as never, other.teacher, other.student]) {
      expect(await readAs(person)).toBe('not_class_teacher');
    }
  });

  test('add one: its student, while it is pending', async () => {
    const other = seminar.students[1] as Parameters<Seminar['as']>[0];
    expect(await seminar.attach(other, excuseId, pdf)).toMatchObject({
      status: 404,
      body: { code: 'excuse_not_found' },
    });
    const decided = await seminar.asked(seminar.student, {
      category: 'family',
      to: new Date(Date.now() + 9e6).toISOString(),
    });
    await seminar.reject(decided);
    expect(await seminar.attach(seminar.student, decided, pdf)).toMatchObject({
      status: 409,
      body: { code: 'excuse_decided' },
    });
    expect(await (await seminar.download(seminar.student, decided)).json()).toMatchObject({
      code: 'attachment_not_found',
    });
  });
});

test('a document goes with the excuse that is withdrawn', async () => {
  await attach(pdf);
  await seminar.as(seminar.student)('DELETE', `/api/v1/me/excuses/${excuseId}`);
  expect(await readdir(hall.folder)).toEqual([]);
});
