import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, useParams } from 'react-router';
import { MailTemplates } from '../features/portal/MailTemplates.tsx';
import { AboutSettings } from '../features/settings/AboutSettings.tsx';
import { DocumentSettings } from '../features/settings/DocumentSettings.tsx';
import { GeneralSettings } from '../features/settings/GeneralSettings.tsx';
import { PrivacySettings } from '../features/settings/PrivacySettings.tsx';
import { AccountSettings } from '../features/workspaces/AccountSettings.tsx';
import { Page } from '../ui/Page.tsx';
import { Freshness } from './Freshness.tsx';
import { paths, settingsSections, type SettingsSection } from './paths.ts';
import classes from './SettingsScreen.module.css';
import { useScope } from './useScope.ts';

const sections: Record<SettingsSection, () => ReactNode> = {
  general: GeneralSettings,
  accounts: AccountSettings,
  documents: DocumentSettings,
  mail: MailTemplates,
  privacy: PrivacySettings,
  about: AboutSettings,
};

/** Settings, one section at a time: features do not know each other, the app puts them together. */
export function SettingsScreen(): ReactNode {
  const { t } = useTranslation();
  const { scope } = useScope();
  const { section: asked } = useParams();
  const section = settingsSections.find((known) => known === asked);
  if (!section) return <Navigate replace to={paths.settings(scope)} />;
  const Section = sections[section];
  return (
    <Page title={t('nav.settings')} layout="fill" freshness={<Freshness />}>
      <div className={classes.panes}>
        <nav className={classes.nav} aria-label={t('settingsNav.label')}>
          {settingsSections.map((name) => (
            <NavLink key={name} to={paths.settings(scope, name)} className={classes.link ?? ''}>
              {t(`settingsNav.${name}`)}
            </NavLink>
          ))}
          <NavLink to={paths.shortcuts(scope)} className={classes.link ?? ''}>
            {t('nav.shortcuts')}
          </NavLink>
        </nav>
        <div className={classes.section}>
          <Section />
        </div>
      </div>
    </Page>
  );
}
