import { Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconDeviceFloppy, IconMail } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  fillTemplate,
  mailLanguages,
  toMailto,
  type MailLanguage,
  type MailTemplate,
  type MailTemplateKind,
  type MailValues,
} from '../../shared/domain/mailTemplates.ts';
import { useIpcCommand } from '../api/useIpcCommand.ts';
import { useIpcQuery } from '../api/useIpcQuery.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { CallError } from './CallError.tsx';
import { useCallNotice } from './useCallNotice.ts';

export interface MailComposerProps {
  kind: MailTemplateKind;
  /** Null where the customer has no address: the text can be copied all the same. */
  to: string | null;
  language: MailLanguage;
  /** Amounts and dates are written as the mail's own language writes them, whatever the screen speaks. */
  values: (language: MailLanguage) => MailValues;
}

type WrittenText = Pick<MailTemplate, 'subject' | 'body'>;

/** An e-mail to a customer, ready to be changed and handed to the person's own mail program. Kantoor sends nothing. */
export function MailComposer(props: MailComposerProps): ReactNode {
  const { data, error } = useIpcQuery('mail.listTemplates', {});
  const [language, setLanguage] = useState(props.language);
  // Kept per language: looking at another one throws nothing away.
  const [written, setWritten] = useState<Partial<Record<MailLanguage, WrittenText>>>({});
  const template = data?.find((each) => each.kind === props.kind && each.language === language);
  if (error) return <CallError error={error} />;
  if (!template) return null;
  const mail = fillTemplate(template, props.values(language));
  return (
    <Stack gap="sm">
      <LanguageSelect
        language={language}
        written={mailLanguages.filter((each) => each !== language && written[each] !== undefined)}
        onChange={setLanguage}
      />
      <MailText
        mail={{ ...mail, ...written[language] }}
        onChange={(text) => setWritten({ ...written, [language]: text })}
      />
      <MailActions
        to={props.to}
        mail={{ ...mail, ...written[language] }}
        isChanged={(written[language]?.body ?? mail.body) !== mail.body}
      />
    </Stack>
  );
}

interface LanguageSelectProps {
  language: MailLanguage;
  /** The other languages in which the person wrote something. */
  written: readonly MailLanguage[];
  onChange: (language: MailLanguage) => void;
}

function LanguageSelect({ language, written, onChange }: LanguageSelectProps): ReactNode {
  const { t } = useTranslation('portal');
  const kept = written.map((each) => t(`languages.${each}`)).join(', ');
  return (
    <Select
      label={t('mail.language')}
      {...(kept === '' ? {} : { description: t('mail.kept', { languages: kept }) })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={mailLanguages.map((value) => ({ value, label: t(`languages.${value}`) }))}
      value={language}
      allowDeselect={false}
      onChange={(chosen) => onChange(chosen ?? language)}
      maw={320}
    />
  );
}

interface MailTextProps {
  mail: WrittenText;
  onChange: (text: WrittenText) => void;
}

function MailText({ mail: { subject, body }, onChange }: MailTextProps): ReactNode {
  const { t } = useTranslation('portal');
  return (
    <>
      <TextInput
        label={t('mail.subject')}
        value={subject}
        maxLength={1000}
        onChange={(event) => onChange({ subject: event.currentTarget.value, body })}
      />
      <Textarea
        label={t('mail.body')}
        value={body}
        autosize
        minRows={8}
        maxRows={16}
        maxLength={20_000}
        onChange={(event) => onChange({ subject, body: event.currentTarget.value })}
      />
    </>
  );
}

interface MailActionsProps {
  to: string | null;
  mail: MailTemplate;
  /** Somebody wrote in the text: what they wrote is sent, if it fits, and never the short one behind their back. */
  isChanged: boolean;
}

function MailActions({ to, mail, isChanged }: MailActionsProps): ReactNode {
  const { t } = useTranslation('portal');
  const { subject, body, shortBody } = mail;
  const openExternal = useIpcCommand('links.openExternal');
  const saveDraft = useIpcCommand('mail.saveDraft');
  const { tell, tellFailure } = useCallNotice();
  const whole = to === null ? null : toMailto(to, { subject, body, shortBody: body });
  const short = to === null || isChanged ? null : toMailto(to, { subject, body, shortBody });
  const link = whole ?? short;
  return (
    <>
      <Group gap="xs">
        <Button
          leftSection={<IconMail size={14} />}
          disabled={link === null}
          onClick={() => link !== null && openExternal.mutate({ url: link }, { onError: tellFailure })}
        >
          {t('mail.open')}
        </Button>
        <CopyButton value={`${subject}\n\n${body}`} what={t('mail.body')} label={t('mail.copy')} />
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy size={14} />}
          disabled={to === null}
          loading={saveDraft.isPending}
          onClick={() =>
            to !== null &&
            saveDraft.mutate(
              { to, subject, body },
              {
                onError: tellFailure,
                onSuccess: ({ file }) => file !== null && tell(t('mail.saved', { file })),
              },
            )
          }
        >
          {t('mail.draft')}
        </Button>
      </Group>
      <Text c="dimmed" size="xs">
        {to === null
          ? t('mail.noAddress')
          : whole !== null
            ? t('mail.whole')
            : t(short === null ? 'mail.tooLong' : 'mail.short')}
      </Text>
    </>
  );
}
