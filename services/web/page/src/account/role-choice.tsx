import { GraduationCap, Presentation } from 'lucide-react';
import { useTranslation } from 'react-i18next';

const roles = [
  { role: 'student', icon: GraduationCap },
  { role: 'teacher', icon: Presentation },
] as const;

/** Who one is here: the field `role` of a form. */
export function RoleChoice() {
  const { t } = useTranslation('account');
  return (
    <fieldset>
      <legend className="mb-1 text-14 font-medium">{t('signUp.role')}</legend>
      <div className="grid grid-cols-2 gap-2">
        {roles.map(({ role, icon: Icon }) => (
          <label
            key={role}
            className="flex min-h-14 cursor-pointer items-center justify-center gap-2 rounded-8 border border-line-strong px-2 has-checked:border-action has-checked:bg-sunken has-checked:font-medium has-checked:inset-ring has-checked:inset-ring-action has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name="role"
              value={role}
              required
              defaultChecked={role === 'student'}
              className="sr-only"
            />
            <Icon aria-hidden size={20} className="shrink-0" />
            {t(`roles.${role}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
