import { Button, Checkbox, Group, MultiSelect, Stack, Text } from '@mantine/core';
import { IconDownload, IconListCheck } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../../shared/domain/dates.ts';
import { documentKinds, type DocumentKind } from '../../../shared/domain/documents.ts';
import type { ExportRequest } from '../../../shared/ipc/schemas/documents.ts';
import { useScope } from '../../app/useScope.ts';
import {
  exportedStatuses,
  findProblems,
  toRequest,
  type ExportDraft,
  type ExportedStatus,
  type ExportProblem,
} from './exportDraft.ts';
import { ExportFolder } from './ExportFolder.tsx';
import { ExportPeriod } from './ExportPeriod.tsx';
import classes from './ExportsPage.module.css';
import { NameTemplate } from './NameTemplate.tsx';

export interface ExportFormProps {
  draft: ExportDraft;
  today: Day;
  isBusy: boolean;
  onChange: (changes: Partial<ExportDraft>) => void;
  onPlan: (request: ExportRequest) => void;
  onStart: (request: ExportRequest) => void;
}

/** What to export, from when, where to and under which names. */
export function ExportForm({ draft, today, isBusy, onChange, onPlan, onStart }: ExportFormProps): ReactNode {
  const { t } = useTranslation('exports');
  const [wasTried, setWasTried] = useState(false);
  const problems = findProblems(draft);
  const tell = (...names: ExportProblem[]): string | undefined => {
    const found = wasTried ? problems.find((problem) => names.includes(problem)) : undefined;
    return found && t(`problems.${found}`);
  };
  function send(ask: (request: ExportRequest) => void): void {
    setWasTried(true);
    const request = toRequest(draft);
    if (request) ask(request);
  }

  return (
    <form
      className={classes.form}
      aria-label={t('form.label')}
      onSubmit={(event) => {
        event.preventDefault();
        send(onStart);
      }}
    >
      <Stack gap="md">
        <ExportPeriod
          period={draft.period}
          today={today}
          problem={tell('period')}
          onChange={(period) => onChange({ period })}
        />
        <Accounts chosen={draft.workspaceIds} onChange={(workspaceIds) => onChange({ workspaceIds })} />
        <WhichDocuments draft={draft} tell={tell} onChange={onChange} />
        <ExportFolder draft={draft} problem={tell('directory')} onChange={onChange} />
        <NameTemplate
          template={draft.nameTemplate}
          date={draft.period.from}
          problem={tell('templateEmpty', 'templateTokens')}
          onChange={(nameTemplate) => onChange({ nameTemplate })}
        />
        <Checkbox
          label={t('form.zip')}
          checked={draft.zip}
          onChange={(event) => onChange({ zip: event.currentTarget.checked })}
        />
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconListCheck size={14} />}
            disabled={isBusy}
            onClick={() => send(onPlan)}
          >
            {t('form.plan')}
          </Button>
          <Button type="submit" leftSection={<IconDownload size={14} />} disabled={isBusy}>
            {t('form.start')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Accounts({
  chosen,
  onChange,
}: {
  chosen: string[];
  onChange: (workspaceIds: string[]) => void;
}): ReactNode {
  const { t } = useTranslation('exports');
  const { t: tUi } = useTranslation('ui');
  const { workspaces } = useScope();
  const included = workspaces.filter(({ id }) => chosen.length === 0 || chosen.includes(id));
  const isMixed = included.some(({ livemode }) => livemode) && included.some(({ livemode }) => !livemode);
  if (workspaces.length < 2) return null;
  return (
    <MultiSelect
      size="xs"
      label={t('form.accounts')}
      placeholder={chosen.length === 0 ? t('form.allAccounts') : ''}
      descriptionProps={{ fz: 'xs' }}
      description={isMixed ? t('form.mixed') : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={workspaces.map(({ id, name, livemode }) => ({
        value: id,
        label: `${name} · ${livemode ? tUi('live') : tUi('test')}`,
      }))}
      value={chosen}
      onChange={onChange}
    />
  );
}

interface WhichDocumentsProps {
  draft: ExportDraft;
  tell: (...names: ExportProblem[]) => string | undefined;
  onChange: (changes: Partial<ExportDraft>) => void;
}

function WhichDocuments({ draft, tell, onChange }: WhichDocumentsProps): ReactNode {
  const { t } = useTranslation('exports');
  const { t: tApp } = useTranslation();
  return (
    <>
      <Checkbox.Group
        size="xs"
        label={t('form.kinds')}
        error={tell('kinds')}
        value={draft.kinds}
        onChange={(kinds) => onChange({ kinds: documentKinds.filter((kind) => kinds.includes(kind)) })}
      >
        <Group gap="md" mt={4}>
          {documentKinds.map((kind: DocumentKind) => (
            <Checkbox key={kind} value={kind} label={t(`kinds.${kind}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <Checkbox.Group
        size="xs"
        label={t('form.statuses')}
        error={tell('statuses')}
        value={draft.statuses}
        onChange={(chosen) =>
          onChange({ statuses: exportedStatuses.filter((status) => chosen.includes(status)) })
        }
      >
        <Group gap="md" mt={4}>
          {exportedStatuses.map((status: ExportedStatus) => (
            <Checkbox key={status} value={status} label={tApp(`invoiceStatus.${status}`)} />
          ))}
        </Group>
        <Text c="dimmed" size="xs" mt={4}>
          {t('form.drafts')}
        </Text>
      </Checkbox.Group>
    </>
  );
}
