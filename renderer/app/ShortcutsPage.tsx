import { Table, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../ui/KeyHint.tsx';
import { Page } from '../ui/Page.tsx';
import classes from './ShortcutsPage.module.css';

const groups = [
  {
    name: 'everywhere',
    keys: [
      ['palette', ['Mod+K']],
      ['shortcuts', ['?']],
      ['today', ['Alt+Home']],
      ['customers', ['Mod+1']],
      ['invoices', ['Mod+2']],
      ['exports', ['Mod+3']],
      ['audit', ['Mod+4']],
      ['settings', ['Mod+,']],
      ['sync', ['F5']],
      ['back', ['Esc']],
    ],
  },
  {
    name: 'lists',
    keys: [
      ['search', ['/']],
      ['walk', ['↑', '↓']],
      ['page', ['PgUp', 'PgDn']],
      ['ends', ['Home', 'End']],
      ['open', ['Enter']],
      ['preview', ['Space']],
      ['menu', ['Shift+F10']],
      ['select', ['Shift+↑', 'Shift+↓']],
      ['add', ['Mod+Space']],
    ],
  },
  {
    name: 'document',
    keys: [
      ['flip', ['↑', '↓']],
      ['leaf', ['←', '→']],
      ['closePreview', ['Space', 'Esc']],
    ],
  },
] as const;

/** All shortcuts on one page; `?` leads here. */
export function ShortcutsPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <Page title={t('shortcuts.title')}>
      <div className={classes.groups}>
        {groups.map(({ name, keys }) => (
          <section key={name} aria-labelledby={`shortcuts-${name}`}>
            <Title order={2} id={`shortcuts-${name}`}>
              {t(`shortcuts.groups.${name}`)}
            </Title>
            <Table>
              <Table.Tbody>
                {keys.map(([action, combinations]) => (
                  <Table.Tr key={action}>
                    <Table.Td>{t(`shortcuts.actions.${action}`)}</Table.Td>
                    <Table.Td ta="end">
                      {combinations.map((combination) => (
                        <KeyHint key={combination} keys={combination} />
                      ))}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        ))}
      </div>
    </Page>
  );
}
