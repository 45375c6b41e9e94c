import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { saveFile } from '../api/save-file.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/page.tsx';
import { csvOf } from './csv.ts';
import type { ImportSource } from './source.ts';

/** What a list looks like that will be understood, and one to fill in. */
export function Example({ source: { example, fields } }: { source: ImportSource }) {
  const { t } = useTranslation('imports');
  const [titles = [], ...rows] = example;
  const save = () => saveFile({ content: csvOf(example), fileName: t('example.templateName') }, '');
  return (
    <Card
      title={t('example.title')}
      actions={
        <Button icon={Download} onClick={save}>
          {t('example.template')}
        </Button>
      }
    >
      <div className="grid gap-4 p-4 md:px-6">
        <p className="text-quiet">{t('example.about')}</p>
        <section
          aria-label={t('example.caption')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="overflow-x-auto rounded-8 border border-line"
        >
          <table className="w-full text-left text-14 whitespace-nowrap">
            <caption className="sr-only">{t('example.caption')}</caption>
            <thead>
              <tr className="bg-sunken">
                {titles.map((title) => (
                  <th key={title} scope="col" className="px-3 py-2 font-medium">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((cells) => (
                <tr key={cells[0]} className="border-t border-line">
                  {cells.map((cell, index) => (
                    <td key={titles[index]} className="px-3 py-2">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <details>
          <summary className="inline-flex min-h-11 cursor-pointer items-center text-link underline underline-offset-4">
            {t('example.titles')}
          </summary>
          <dl className="grid gap-x-4 gap-y-2 text-14 sm:grid-cols-[auto_1fr]">
            {fields.map(({ name, titles: known, isNeeded }) => (
              <div key={name} className="contents">
                <dt className="font-medium">
                  {t(`fields.${name}`)}
                  {isNeeded && (
                    <span className="font-normal text-quiet">
                      {' '}
                      ({t(isNeeded === 'oneOf' ? 'example.oneOf' : 'example.needed')})
                    </span>
                  )}
                </dt>
                <dd className="text-quiet">{known.join(', ')}</dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
    </Card>
  );
}
