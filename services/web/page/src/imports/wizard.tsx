import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/page.tsx';
import { ErrorWords, Skeleton } from '../ui/states.tsx';
import { CheckStep } from './check-step.tsx';
import { FileStep } from './file-step.tsx';
import type { ImportResult } from './results.ts';
import { RunStep } from './run-step.tsx';
import type { AnyImport, ImportSource } from './source.ts';
import { Steps } from './steps.tsx';
import { useImport } from './use-import.ts';

/** Where somebody is in an import, as the address says it. */
export interface Place {
  import?: string | undefined;
  result?: string | undefined;
}

export interface StepProps {
  source: ImportSource;
  /** Goes to a place; `isStep` is a step of its own, to come back from. */
  go: (place: Place, isStep?: boolean) => void;
}

interface WizardProps extends StepProps {
  place: Place;
}

/** From a file to people: choose it, look at what will happen, let it happen. */
export function ImportWizard({ source, place, go }: WizardProps) {
  const { data: state, error } = useImport(source, place.import);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Steps current={stepOf(place, state)} />
      {place.import === undefined && <FileStep {...{ source, go }} />}
      {place.import !== undefined && !state && (error ? <Gone {...{ error, go }} /> : <Skeleton lines={6} />)}
      {state?.dryRun === true && <CheckStep {...{ source, go, state }} result={place.result as ImportResult} />}
      {state?.dryRun === false && <RunStep {...{ source, go, state }} result={place.result as ImportResult} />}
    </div>
  );
}

function stepOf(place: Place, state: AnyImport | undefined) {
  if (place.import === undefined) return 'file';
  return state?.dryRun === false ? 'run' : 'check';
}

function Gone({ error, go }: Pick<StepProps, 'go'> & { error: Error }) {
  const { t } = useTranslation('imports');
  return (
    <Card className="grid justify-items-start gap-4 p-6">
      <ErrorWords error={error} namespace="imports" />
      <Button onClick={() => go({})}>{t('file.choose')}</Button>
    </Card>
  );
}
