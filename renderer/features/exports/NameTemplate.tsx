import { Group, TextInput, UnstyledButton } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../../shared/domain/dates.ts';
import { nameTokens } from '../../../shared/domain/fileNames.ts';
import { useScope } from '../../app/useScope.ts';
import { exampleName } from './exportDraft.ts';
import classes from './ExportsPage.module.css';

export interface NameTemplateProps {
  template: string;
  date: Day | null;
  problem: string | undefined;
  onChange: (template: string) => void;
}

/** How the files are called: words in braces stand for what each document has, shown at once with an example. */
export function NameTemplate({ template, date, problem, onChange }: NameTemplateProps): ReactNode {
  const { t } = useTranslation('exports');
  const { workspaces } = useScope();
  const input = useRef<HTMLInputElement>(null);

  function insert(token: string): void {
    const field = input.current;
    const start = field?.selectionStart ?? template.length;
    const end = field?.selectionEnd ?? template.length;
    onChange(`${template.slice(0, start)}{${token}}${template.slice(end)}`);
    field?.focus();
  }

  return (
    <div>
      <TextInput
        ref={input}
        label={t('form.template')}
        value={template}
        maxLength={200}
        error={problem}
        spellCheck={false}
        descriptionProps={{ fz: 'xs' }}
        description={t('form.example', {
          name: exampleName(template, date, workspaces[0]?.name ?? 'Kantoor'),
        })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Group gap={4} mt={6} role="group" aria-label={t('form.tokens')}>
        {nameTokens.map((token) => (
          <UnstyledButton
            key={token}
            className={classes.token ?? ''}
            title={t('form.insert', { what: t(`tokens.${token}`) })}
            onClick={() => insert(token)}
          >
            {`{${token}}`}
          </UnstyledButton>
        ))}
      </Group>
    </div>
  );
}
