import { describe, expect, test } from 'vitest';
import { refusalOf } from './helpers/read.ts';
import { buildWorkbook, relationships, sheetXml, zip } from './helpers/workbook.ts';

const row = '<row><c><v>1</v></c></row>';
const workbook = buildWorkbook({ rows: row.repeat(1_000) });
const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]);
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

const word = zip({
  '_rels/.rels': relationships({ rId1: ['officeDocument', 'word/document.xml'] }),
  'word/document.xml': '<w:document xmlns:w="m"><w:body/></w:document>',
});
const laughs = `<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>`;
const rowOfEntity = '<row><c t="str"><v>&c;</v></c></row>';
const sheet = (xml: string | Uint8Array) => buildWorkbook({ files: { 'xl/worksheets/sheet1.xml': xml } });

describe('a file that holds no table is refused', () => {
  test.each<[what: string, file: string | Uint8Array, code: string]>([
    ['a picture', png, 'not_a_table'],
    ['a web page', ' <!DOCTYPE html><table><tr><td>1</td></tr></table>', 'not_a_table'],
    ['a PDF', '%PDF-1.7\n%âãÏÓ', 'not_a_table'],
    ['an RTF', '{\\rtf1\\ansi hello}', 'not_a_table'],
    ['a zip of other files', zip({ 'a.txt': 'hello' }), 'not_a_table'],
    ['a zip of nothing', zip({}), 'not_a_table'],
    ['a Word document', word, 'not_a_table'],
    ['an old Excel file', compound, 'old_format'],
    ['a workbook with a password', Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]), 'encrypted'],
    ['a zip with a password', encrypted(workbook), 'encrypted'],
    ['a zip that is cut', workbook.subarray(0, workbook.length / 2), 'damaged'],
    ['a zip with a byte changed', changedIn(workbook, 'xl/worksheets/sheet1.xml'), 'damaged'],
    ['a zip that claims smaller parts', claimingLess(workbook), 'damaged'],
    ['the beginning of a zip', Buffer.from('PK\x03\x04'), 'damaged'],
    [
      'a workbook without its sheet',
      zip({ '_rels/.rels': relationships({ a: ['officeDocument', 'gone.xml'] }) }),
      'damaged',
    ],
    ['a sheet that is cut', sheet(sheetXml(row).slice(0, -20)), 'damaged'],
    ['a sheet that is no XML', sheet('hello'), 'damaged'],
    ['a sheet that is empty', sheet(''), 'damaged'],
    ['a sheet in Latin-1', sheet(Buffer.from(sheetXml('<row><c t="str"><v>\xe9</v></c></row>'), 'latin1')), 'damaged'],
    ['a sheet with a document type', sheet(sheetXml(row, '<!DOCTYPE worksheet>')), 'damaged'],
    ['a billion laughs', sheet(sheetXml(rowOfEntity, laughs)), 'damaged'],
    [
      'an external entity',
      sheet(sheetXml(rowOfEntity, '<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/hostname">]>')),
      'damaged',
    ],
    ['a cell of a text that is not there', buildWorkbook({ rows: '<row><c t="s"><v>0</v></c></row>' }), 'damaged'],
    ['a cell beyond the last column', buildWorkbook({ rows: '<row><c r="AAAA1"><v>0</v></c></row>' }), 'damaged'],
    ['a row beyond the last', buildWorkbook({ rows: '<row r="1048577"><c><v>0</v></c></row>' }), 'damaged'],
    ['a row that has no number', buildWorkbook({ rows: '<row r="x"><c><v>0</v></c></row>' }), 'damaged'],
    ['a sheet without rows', buildWorkbook({}), 'empty'],
  ])('%s', async (_, file, code) => {
    expect(await refusalOf(file)).toMatchObject({ name: 'TableError', code });
  });

  test('wherever a workbook is cut', async () => {
    for (let length = 4; length < workbook.length; length += 97) {
      expect(await refusalOf(workbook.subarray(0, length))).toMatchObject({ code: 'damaged' });
    }
  });
});

/** Sets the bit "encrypted" of every entry of the central directory. */
function encrypted(bytes: Uint8Array): Uint8Array {
  return changed(bytes, (copy, at) => {
    copy.writeUInt16LE(copy.readUInt16LE(at + 8) | 1, at + 8);
  });
}

/** Makes every entry of the central directory claim to be one byte long. */
function claimingLess(bytes: Uint8Array): Uint8Array {
  return changed(bytes, (copy, at) => {
    copy.writeUInt32LE(1, at + 24);
  });
}

function changed(bytes: Uint8Array, change: (copy: Buffer, at: number) => void): Uint8Array {
  const copy = Buffer.from(bytes);
  const entry = Buffer.from('PK\x01\x02', 'latin1');
  for (let at = copy.indexOf(entry); at !== -1; at = copy.indexOf(entry, at + 1)) change(copy, at);
  return copy;
}

/** Changes the checksum of one part, as if a byte of it had been changed. */
function changedIn(bytes: Uint8Array, part: string): Uint8Array {
  return changed(bytes, (copy, at) => {
    const name = copy.toString('utf8', at + 46, at + 46 + copy.readUInt16LE(at + 28));
    if (name === part) copy.writeUInt8(copy.readUInt8(at + 16) ^ 1, at + 16);
  });
}
