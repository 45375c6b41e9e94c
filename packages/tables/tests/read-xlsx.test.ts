import { describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { readTable } from '../src/index.ts';
import { readGrid, refusalOf } from './helpers/read.ts';
import { buildWorkbook, relationships, sheetXml, workbookXml, zip } from './helpers/workbook.ts';

/** A header `x` and one cell below it. */
const cellOf = async (cell: string, parts: { strings?: string; styles?: string; workbook?: string } = {}) => {
  const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row><row r="2">${cell}</row>`;
  const [, [text] = ['']] = await readGrid(buildWorkbook({ rows, ...parts }));
  return text;
};

const styles = `
  <numFmts>
    <numFmt numFmtId="164" formatCode="0000000"/>
    <numFmt numFmtId="165" formatCode="[$-409]d\\.\\ mmmm\\ yyyy;@"/>
    <numFmt numFmtId="166" formatCode="0.00&quot; days&quot;"/>
    <numFmt numFmtId="167" formatCode="[h]:mm"/>
    <numFmt numFmtId="168" formatCode="[Red]#,##0"/>
  </numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs>
    <xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/>
    <xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="168"/><xf numFmtId="20"/>
  </cellXfs>`;
const strings = `
  <si><t>plain</t></si>
  <si><r><rPr><b/></rPr><t xml:space="preserve">rich </t></r><r><t>text</t></r></si>
  <si><t>課長</t><rPh sb="0" eb="2"><t>カチョウ</t></rPh></si>
  <si><t>one_x000D__x000A_two _x005F_x0041_ 1 &lt; 2 &amp; 3 &#233;</t></si>
  <si><t/></si>`;
const from1904 = '<workbookPr date1904="1"/><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets>';

describe('a cell is read as its text', () => {
  test.each<[what: string, cell: string, text: string]>([
    ['a shared text', '<c t="s"><v>0</v></c>', 'plain'],
    ['a rich text', '<c t="s"><v>1</v></c>', 'rich text'],
    ['a text without its reading', '<c t="s"><v>2</v></c>', '課長'],
    ['a text with escapes', '<c t="s"><v>3</v></c>', 'one\r\ntwo _x0041_ 1 < 2 & 3 é'],
    ['an inline text', '<c t="inlineStr"><is><t>أحمد 👩🏽‍🏫</t></is></c>', 'أحمد 👩🏽‍🏫'],
    ['an inline rich text', '<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', 'ab'],
    ['a text in CDATA', '<c t="inlineStr"><is><t><![CDATA[<b>]]></t></is></c>', '<b>'],
    ['half a surrogate pair', '<c t="inlineStr"><is><t>a_xD83D_b_x0000_</t></is></c>', 'a\uFFFDb'],
    ['a number', '<c><v>1234567</v></c>', '1234567'],
    ['a number with .0', '<c><v>1234567.0</v></c>', '1234567'],
    ['a number with exponent', '<c t="n"><v>1.234567E6</v></c>', '1234567'],
    ['a long number with exponent', '<c><v>1.23456789012345E17</v></c>', '123456789012345000'],
    ['a long number in digits', '<c><v>12345678901234567890</v></c>', '12345678901234567890'],
    ['a fraction', '<c><v>12.300000000000001</v></c>', '12.3'],
    ['a small number', '<c><v>1E-7</v></c>', '0.0000001'],
    ['a negative number', '<c><v>-5</v></c>', '-5'],
    ['a negative zero', '<c><v>-0</v></c>', '0'],
    ['a number shown with zeros in front', '<c s="3"><v>12345</v></c>', '0012345'],
    ['a number with a unit', '<c s="5"><v>2.5</v></c>', '2.5'],
    ['a coloured number', '<c s="7"><v>1000</v></c>', '1000'],
    ['true', '<c t="b"><v>1</v></c>', 'true'],
    ['false', '<c t="b"><v>0</v></c>', 'false'],
    ['a date', '<c s="1"><v>46083</v></c>', '2026-03-02'],
    ['a date in a format of its own', '<c s="4"><v>46083</v></c>', '2026-03-02'],
    ['the first day', '<c s="1"><v>1</v></c>', '1900-01-01'],
    ['the day after the leap day that never was', '<c s="1"><v>61</v></c>', '1900-03-01'],
    ['a date and time', '<c s="2"><v>46083.34375</v></c>', '2026-03-02T08:15:00'],
    ['a time', '<c s="8"><v>0.34375</v></c>', '08:15:00'],
    ['hours', '<c s="6"><v>1.5</v></c>', '1.5'],
    ['a number that is no date', '<c s="1"><v>-1</v></c>', '-1'],
    ['a date in ISO 8601', '<c t="d"><v>2026-03-02</v></c>', '2026-03-02'],
    ['the result of a formula that is a text', '<c t="str"><f>A1&amp;"b"</f><v>xb</v></c>', 'xb'],
    ['the result of a formula that is a number', '<c><f>6*7</f><v>42</v></c>', '42'],
    ['the result of a formula that is empty', '<c t="str"><f>""</f><v></v></c>', ''],
    ['a formula without result', '<c><f>6*7</f></c>', '#CALC!'],
    ['an error', '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', '#DIV/0!'],
    ['a text that begins like a formula', '<c t="inlineStr"><is><t>=1+1</t></is></c>', '=1+1'],
    ['no content', '<c s="1"/>', ''],
    ['an empty text', '<c t="s"><v>4</v></c>', ''],
  ])('%s', async (_, cell, text) => {
    expect(await cellOf(cell, { strings, styles })).toBe(text);
  });

  test('a date of a workbook that counts from 1904', async () => {
    expect(await cellOf('<c s="1"><v>44621</v></c>', { styles, workbook: from1904 })).toBe('2026-03-02');
  });
});

describe('a sheet is read', () => {
  const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const one = `<row r="1">${text('A1', 'one')}</row>`;
  const two = sheetXml(`<row r="1">${text('A1', 'two')}</row>`);

  test('with gaps, merged cells and blank rows, and rows know their number', async () => {
    const rows = `<row r="2">${text('A2', 'a')}${text('C2', 'c')}</row><row r="3"><c r="A3"/></row>
      <row r="5">${text('B5', '1')}${text('AA5', '2')}</row>`;
    const table = await readTable(buildWorkbook({ rows }));
    expect(table.format).toBe('xlsx');
    expect(table.header).toEqual(['a', '', 'c']);
    expect(table.rows).toEqual([{ line: 5, cells: ['', '1', ...Array(24).fill(''), '2'] }]);
  });

  test('whose rows and cells do not say where they are', async () => {
    const rows = '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>';
    expect((await readTable(buildWorkbook({ rows }))).rows).toEqual([{ line: 3, cells: ['4'] }]);
  });

  test('that is the first visible one', async () => {
    const workbook = `<sheets><sheet name="A" sheetId="1" state="hidden" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId2"/></sheets>`;
    expect(await readGrid(buildWorkbook({ rows: one, workbook, files: { 'xl/worksheets/sheet2.xml': two } }))).toEqual([
      ['two'],
    ]);
  });

  test('whose parts have other names and whose tags have prefixes', async () => {
    const workbook = workbookXml('<sheets><sheet name="A" sheetId="1" r:id="R9"/></sheets>')
      .replaceAll('r:id', 'rel:id')
      .replace('xmlns:r=', 'xmlns:rel=');
    const sheet =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const bytes = zip({
      '_rels/.rels': relationships({ a: ['officeDocument', '/book/main.xml'] }),
      'book/main.xml': workbook,
      'book/_rels/main.xml.rels': relationships({ R9: ['worksheet', '../Sheets/First.xml'] }),
      'sheets/first.xml': sheet,
    });
    expect(await readGrid(bytes)).toEqual([['7']]);
  });

  test('as another program wrote it', async () => {
    const file = await writeExcelFile([
      [{ value: 'Name' }, { value: 'Number' }, { value: 'Since' }, { value: 'Here' }],
      [
        { value: 'José, “Pepe”' },
        { value: 1234567, type: Number },
        { value: new Date('2026-03-02T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' },
        { value: true, type: Boolean },
      ],
    ]).toBuffer();
    expect(await readGrid(file)).toEqual([
      ['Name', 'Number', 'Since', 'Here'],
      ['José, “Pepe”', '1234567', '2026-03-02', 'true'],
    ]);
  });

  test('unless none is visible', async () => {
    const workbook = '<sheets><sheet name="A" sheetId="1" state="veryHidden" r:id="rId1"/></sheets>';
    expect(await refusalOf(buildWorkbook({ rows: one, workbook }))).toMatchObject({ code: 'empty' });
  });
});
