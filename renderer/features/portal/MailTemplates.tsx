import { Button, Code, Group, Select, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useState, type ChangeEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  checkTemplate,
  mailLanguages,
  mailTemplateKinds,
  placeholdersOf,
  type MailLanguage,
  type MailTemplate,
  type MailTemplateKind,
} from '../../../shared/domain/mailTemplates.ts';
import type { InputOf } from '../../../shared/ipc/contract.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { CallError } from '../../app/CallError.tsx';
import { useCallNotice } from '../../app/useCallNotice.ts';

/** The texts of e-mails to customers, one kind and language at a time. */
export function MailTemplates(): ReactNode {
  const { t, i18n } = useTranslation('portal');
  const { data, error } = useIpcQuery('mail.listTemplates', {});
  const [kind, setKind] = useState<MailTemplateKind>('loginLink');
  const own = mailLanguages.find((known) => known === i18n.language) ?? 'en';
  const [language, setLanguage] = useState<MailLanguage>(own);
  const stored = data?.find((each) => each.kind === kind && each.language === language);
  return (
    <Stack gap="md" maw={760}>
      <Title order={2}>{t('templates.title')}</Title>
      <Text>{t('templates.text')}</Text>
      <Group>
        <Select
          label={t('templates.kind')}
          data={mailTemplateKinds.map((value) => ({ value, label: t(`templates.kinds.${value}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => setKind(value ?? kind)}
          w={320}
        />
        <Select
          label={t('mail.language')}
          data={mailLanguages.map((value) => ({ value, label: t(`languages.${value}`) }))}
          value={language}
          allowDeselect={false}
          onChange={(value) => setLanguage(value ?? language)}
          w={160}
        />
      </Group>
      {error && <CallError error={error} />}
      {stored && (
        <TemplateForm
          key={`${kind} ${language} ${stored.isOwn}`}
          kind={kind}
          language={language}
          stored={stored}
          isOwn={stored.isOwn}
        />
      )}
    </Stack>
  );
}

interface TemplateFormProps {
  kind: MailTemplateKind;
  language: MailLanguage;
  stored: MailTemplate;
  isOwn: boolean;
}

function TemplateForm({ kind, language, stored, isOwn }: TemplateFormProps): ReactNode {
  const { t } = useTranslation('portal');
  const { subject, body, shortBody } = stored;
  const [text, setText] = useState<MailTemplate>({ subject, body, shortBody });
  const problems = checkTemplate(kind, text);
  const field = (part: keyof MailTemplate): FieldProps => {
    const found = problems.find((each) => each.part === part);
    return {
      value: text[part],
      error: found ? t(`templates.problems.${found.problem}`, { name: `{${found.name ?? ''}}` }) : null,
      onChange: (event) => setText({ ...text, [part]: event.currentTarget.value }),
    };
  };
  const isChanged = (['subject', 'body', 'shortBody'] as const).some((part) => text[part] !== stored[part]);
  return (
    <>
      <TextInput label={t('mail.subject')} maxLength={200} {...field('subject')} />
      <Textarea
        label={t('mail.body')}
        autosize
        minRows={10}
        maxRows={20}
        maxLength={20_000}
        {...field('body')}
      />
      <Textarea
        label={t('templates.shortBody')}
        description={t('templates.shortBodyText')}
        autosize
        minRows={4}
        maxRows={10}
        maxLength={2000}
        {...field('shortBody')}
      />
      <Text c="dimmed" size="sm">
        {t('templates.placeholders')}{' '}
        {placeholdersOf(kind).map((name) => (
          <Code key={name}>{`{${name}}`}</Code>
        ))}
      </Text>
      <TemplateButtons
        template={{ kind, language, ...text }}
        canSave={isChanged && problems.length === 0}
        isOwn={isOwn}
      />
    </>
  );
}

interface FieldProps {
  value: string;
  error: string | null;
  onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
}

interface TemplateButtonsProps {
  template: InputOf<'mail.saveTemplate'>;
  canSave: boolean;
  isOwn: boolean;
}

function TemplateButtons({ template, canSave, isOwn }: TemplateButtonsProps): ReactNode {
  const { t } = useTranslation('portal');
  const save = useIpcCommand('mail.saveTemplate');
  const reset = useIpcCommand('mail.resetTemplate');
  const { tell, tellFailure } = useCallNotice();
  const { kind, language } = template;
  return (
    <Group>
      <Button
        disabled={!canSave}
        loading={save.isPending}
        onClick={() =>
          save.mutate(template, { onError: tellFailure, onSuccess: () => tell(t('templates.saved')) })
        }
      >
        {t('templates.save')}
      </Button>
      <Button
        variant="default"
        disabled={!isOwn}
        loading={reset.isPending}
        onClick={() => reset.mutate({ kind, language }, { onError: tellFailure })}
      >
        {t('templates.reset')}
      </Button>
    </Group>
  );
}
