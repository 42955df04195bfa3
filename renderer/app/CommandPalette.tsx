import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconArrowRight, IconFileInvoice, IconSearch, IconUser } from '@tabler/icons-react';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { SearchHit } from '../../shared/ipc/schemas/search.ts';
import { useIpcQuery } from '../api/useIpcQuery.ts';
import { useFormat } from '../format/useFormat.ts';
import { ColorDot } from '../ui/ColorDot.tsx';
import { LiveBadge } from '../ui/LiveBadge.tsx';
import classes from './CommandPalette.module.css';
import { paths } from './paths.ts';
import { useCommands } from './useCommands.ts';
import { useScope } from './useScope.ts';

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
              <HitAction key={`${hit.workspaceId} ${hit.id}`} hit={hit} />
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
        {hits.length === 0 && commands.length === 0 && (
          <Spotlight.Empty>{t('palette.nothing', { query: searched })}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function HitAction({ hit }: { hit: SearchHit }): ReactNode {
  const { scope, byId } = useScope();
  const navigate = useNavigate();
  const format = useFormat();
  const { kind, workspaceId, id, title, subtitle, amount } = hit;
  const workspace = byId(workspaceId);
  const path =
    kind === 'customer' ? paths.customer(scope, workspaceId, id) : paths.invoice(scope, workspaceId, id);
  return (
    <Spotlight.Action
      label={title}
      description={[subtitle, amount && format.money(amount), workspace?.name].filter(Boolean).join(' · ')}
      leftSection={kind === 'customer' ? <IconUser size={16} /> : <IconFileInvoice size={16} />}
      rightSection={
        workspace && (
          <span className={classes.account}>
            <ColorDot color={workspace.color} />
            <LiveBadge livemode={workspace.livemode} />
          </span>
        )
      }
      onClick={() => void navigate(path)}
    />
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
