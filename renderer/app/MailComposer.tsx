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
  values: MailValues;
}

/** An e-mail to a customer, ready to be changed and handed to the person's own mail program. Kantoor sends nothing. */
export function MailComposer(props: MailComposerProps): ReactNode {
  const { data, error } = useIpcQuery('mail.listTemplates', {});
  const [language, setLanguage] = useState(props.language);
  const template = data?.find((each) => each.kind === props.kind && each.language === language);
  if (error) return <CallError error={error} />;
  if (!template) return null;
  const mail = fillTemplate(template, props.values);
  // A key, so that another language begins with its own text.
  return <MailText key={language} mail={mail} to={props.to} language={language} onLanguage={setLanguage} />;
}

interface MailTextProps {
  mail: MailTemplate;
  to: string | null;
  language: MailLanguage;
  onLanguage: (language: MailLanguage) => void;
}

function MailText({ mail, to, language, onLanguage }: MailTextProps): ReactNode {
  const { t } = useTranslation('portal');
  const [subject, setSubject] = useState(mail.subject);
  const [body, setBody] = useState(mail.body);
  return (
    <Stack gap="sm">
      <Select
        label={t('mail.language')}
        data={mailLanguages.map((value) => ({ value, label: t(`languages.${value}`) }))}
        value={language}
        allowDeselect={false}
        onChange={(chosen) => onLanguage(chosen ?? language)}
        w={220}
      />
      <TextInput
        label={t('mail.subject')}
        value={subject}
        maxLength={1000}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
      <Textarea
        label={t('mail.body')}
        value={body}
        autosize
        minRows={8}
        maxRows={16}
        maxLength={20_000}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <MailActions
        to={to}
        subject={subject}
        body={body}
        shortBody={mail.shortBody}
        isChanged={body !== mail.body}
      />
    </Stack>
  );
}

interface MailActionsProps extends MailTemplate {
  to: string | null;
  /** Somebody wrote in the text: what they wrote is sent, if it fits, and never the short one behind their back. */
  isChanged: boolean;
}

function MailActions({ to, subject, body, shortBody, isChanged }: MailActionsProps): ReactNode {
  const { t } = useTranslation('portal');
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
