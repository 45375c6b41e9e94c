import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseTheme, chosenTheme, themes } from '../shell/theme.ts';
import { SelectField } from '../ui/field.tsx';
import { Card } from '../ui/page.tsx';
import { languageNames, languages } from '../words/catalogue.ts';
import { chooseLanguage, currentLanguage } from '../words/i18n.ts';

/** Theme and language, which this browser remembers. */
export function Appearance() {
  const { t } = useTranslation(['account', 'common']);
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <Card title={t('appearance')}>
      <div className="grid gap-4 p-4 sm:grid-cols-2 md:p-6">
        <SelectField
          label={t('common:theme.label')}
          value={theme}
          onChange={(event) => {
            const chosen = themes.find((one) => one === event.target.value) ?? 'system';
            chooseTheme(chosen);
            setTheme(chosen);
          }}
        >
          {themes.map((one) => (
            <option key={one} value={one}>
              {t(`common:theme.${one}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('common:language')}
          value={currentLanguage()}
          onChange={(event) => {
            const chosen = languages.find((one) => one === event.target.value);
            if (chosen) void chooseLanguage(chosen);
          }}
        >
          {languages.map((one) => (
            <option key={one} value={one} lang={one}>
              {languageNames[one]}
            </option>
          ))}
        </SelectField>
      </div>
    </Card>
  );
}
