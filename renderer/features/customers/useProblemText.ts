import { useTranslation } from 'react-i18next';
import type { FieldProblem } from '../../../shared/domain/customerChanges.ts';

/** Sentence about what is wrong with a field, by its path; null when nothing is. */
export function useProblemText(problems: readonly FieldProblem[]): (path: string) => string | null {
  const { t } = useTranslation('customers');
  return (path) => {
    const found = problems.find((problem) => problem.path === path);
    if (!found) return null;
    const sentence = t(`problems.${found.problem}`);
    return found.example === null
      ? sentence
      : `${sentence} ${t('problems.example', { example: found.example })}`;
  };
}
