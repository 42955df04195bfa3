import { Button, SegmentedControl, Text, Title } from '@mantine/core';
import { IconBuildingStore, IconLanguage, IconPlugConnected } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { CallError } from '../../app/CallError.tsx';
import { allAccounts, paths } from '../../app/paths.ts';
import { useOpenAccounts } from '../../app/useOpenAccounts.ts';
import { languages, type Language } from '../../i18n/resources.ts';
import classes from './StartPage.module.css';

/** The three doors of the first start: a Stripe account, the sample office, the language. */
export function StartPage(): ReactNode {
  const { t } = useTranslation('workspaces');
  const navigate = useNavigate();
  const { data: workspaces = [] } = useIpcQuery('workspaces.list', {});
  const createSample = useIpcCommand('workspaces.createSample');

  useEffect(() => {
    document.title = 'Kantoor';
  }, []);

  return (
    <main className={classes.frame}>
      <div className={classes.inner}>
        <header>
          <Title order={1} className={classes.name ?? ''}>
            {t('start.name')}
          </Title>
          <Text c="dimmed">{t('start.claim')}</Text>
        </header>
        {createSample.error && <CallError error={createSample.error} />}
        <div className={classes.doors}>
          <Door
            icon={<IconPlugConnected size={24} stroke={1.5} />}
            title={t('start.connect.title')}
            text={t('start.connect.text')}
          >
            <Button onClick={() => void navigate(paths.connect)}>{t('start.connect.open')}</Button>
          </Door>
          <SampleDoor createSample={createSample} />
          <LanguageDoor />
        </div>
        {workspaces.length > 0 && !createSample.isSuccess && (
          <Button variant="subtle" onClick={() => void navigate(paths.today(allAccounts))}>
            {t('start.back')}
          </Button>
        )}
      </div>
    </main>
  );
}

type CreateSample = ReturnType<typeof useIpcCommand<'workspaces.createSample'>>;

function SampleDoor({ createSample }: { createSample: CreateSample }): ReactNode {
  const { t } = useTranslation('workspaces');
  const openAccounts = useOpenAccounts();
  const open = (): void =>
    createSample.mutate(
      { size: 'S', accounts: 3, seed: null, anchor: null },
      { onSuccess: () => void openAccounts(allAccounts) },
    );
  return (
    <Door
      icon={<IconBuildingStore size={24} stroke={1.5} />}
      title={t('start.sample.title')}
      text={t('start.sample.text')}
    >
      <Button variant="default" loading={createSample.isPending || createSample.isSuccess} onClick={open}>
        {t('start.sample.open')}
      </Button>
    </Door>
  );
}

function LanguageDoor(): ReactNode {
  const { t, i18n } = useTranslation('workspaces');
  const updateSettings = useIpcCommand('settings.update');
  return (
    <Door
      icon={<IconLanguage size={24} stroke={1.5} />}
      title={t('start.language.title')}
      text={t('start.language.text')}
    >
      <SegmentedControl
        aria-label={t('start.language.title')}
        value={i18n.language}
        onChange={(language) => updateSettings.mutate({ language: language as Language })}
        data={languages.map((value) => ({ value, label: t(`start.language.${value}`) }))}
      />
    </Door>
  );
}

interface DoorProps {
  icon: ReactNode;
  title: string;
  text: string;
  children: ReactNode;
}

function Door({ icon, title, text, children }: DoorProps): ReactNode {
  return (
    <section className={classes.door}>
      <span className={classes.icon} aria-hidden>
        {icon}
      </span>
      <Title order={2}>{title}</Title>
      <Text className={classes.text ?? ''}>{text}</Text>
      <div>{children}</div>
    </section>
  );
}
