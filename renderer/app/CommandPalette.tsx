import { Text } from '@mantine/core';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconArrowRight, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcQuery } from '../api/useIpcQuery.ts';
import { Tag } from '../ui/Tag.tsx';
import classes from './CommandPalette.module.css';
import { useGapText } from './Freshness.tsx';
import { SearchHitAction } from './SearchHitAction.tsx';
import { useCommands } from './useCommands.ts';

export function openCommandPalette(): void {
  spotlight.open();
}

/** Customers, invoices and commands in one box. */
export function CommandPalette(): ReactNode {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const searched = useDeferredValue(query.trim());
  const { data } = useIpcQuery(
    'search.query',
    { query: searched, workspaceIds: null, limit: 12 },
    { enabled: searched !== '', keepPrevious: true },
  );
  const hits = searched === '' ? [] : (data?.items ?? []);
  const commands = useCommands().filter(({ label }) => matches(label, searched));

  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      // Without a transition the box is there, with the focus in it, before the next key is pressed.
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      classNames={{
        action: classes.action ?? '',
        actionLabel: classes.hit ?? '',
        actionDescription: classes.hit ?? '',
      }}
      maxHeight={420}
      attributes={{ content: { 'aria-label': t('palette.label') } }}
    >
      <Spotlight.Search
        autoFocus
        aria-label={t('palette.label')}
        placeholder={t('palette.placeholder')}
        leftSection={<IconSearch size={16} />}
      />
      <Spotlight.ActionsList>
        {hits.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.found')}>
            {hits.map((hit) => (
              <SearchHitAction key={`${hit.workspaceId} ${hit.id}`} hit={hit} query={searched} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {commands.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.commands')}>
            {commands.map(({ id, label, run }) => (
              <Spotlight.Action
                key={id}
                label={label}
                leftSection={<IconArrowRight size={16} />}
                onClick={run}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {hits.length === 0 && commands.length === 0 && <NothingFound query={searched} />}
      </Spotlight.ActionsList>
      {searched !== '' && <WhatIsMissing />}
    </Spotlight.Root>
  );
}

/** Says what was looked at. */
function NothingFound({ query }: { query: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <Spotlight.Empty>
      <Text>{t('palette.nothing', { query })}</Text>
      <Text size="sm" c="dimmed" mt={4}>
        {t('palette.searched')}
      </Text>
    </Spotlight.Empty>
  );
}

/** How far back the history is there while some of it is missing. */
function WhatIsMissing(): ReactNode {
  const gap = useGapText({ everywhere: true });
  return (
    gap !== null && (
      <Spotlight.Footer>
        <Tag tone="accent">{gap}</Tag>
      </Spotlight.Footer>
    )
  );
}

/** Every typed word occurs in the label, in any order. */
export function matches(label: string, query: string): boolean {
  const text = label.toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
