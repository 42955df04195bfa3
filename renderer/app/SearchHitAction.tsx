import { Spotlight } from '@mantine/spotlight';
import { IconFileInvoice, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { SearchHit } from '../../shared/ipc/schemas/search.ts';
import { useFormat } from '../format/useFormat.ts';
import { ColorDot } from '../ui/ColorDot.tsx';
import { LiveBadge } from '../ui/LiveBadge.tsx';
import { MatchedText } from '../ui/MatchedText.tsx';
import classes from './CommandPalette.module.css';
import { paths } from './paths.ts';
import { useScope } from './useScope.ts';

/** A customer or invoice that was found, and by what. */
export function SearchHitAction({ hit, query }: { hit: SearchHit; query: string }): ReactNode {
  const { scope, byId } = useScope();
  const navigate = useNavigate();
  const { kind, workspaceId, id, title } = hit;
  const workspace = byId(workspaceId);
  const path =
    kind === 'customer' ? paths.customer(scope, workspaceId, id) : paths.invoice(scope, workspaceId, id);
  const Icon = kind === 'customer' ? IconUser : IconFileInvoice;
  return (
    <Spotlight.Action label={title} onClick={() => void navigate(path)}>
      <Icon size={16} className={classes.icon ?? ''} aria-hidden />
      <span className={classes.body}>
        <span className={classes.hit}>
          <MatchedText text={title} query={query} />
        </span>
        <span className={`${classes.hit ?? ''} ${classes.facts ?? ''}`}>
          <HitFacts hit={hit} query={query} accountName={workspace?.name} />
        </span>
      </span>
      {workspace && (
        <span className={classes.account}>
          <ColorDot color={workspace.color} />
          <LiveBadge livemode={workspace.livemode} />
        </span>
      )}
    </Spotlight.Action>
  );
}

interface HitFactsProps {
  hit: SearchHit;
  query: string;
  accountName: string | undefined;
}

/** Whose it is, what it amounts to, in which account; and the field that was found where nothing else shows it. */
function HitFacts({ hit, query, accountName }: HitFactsProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { subtitle, amount, matched, excerpt } = hit;
  const isShown = matched === 'number' || matched === 'name' || subtitle === excerpt;
  return (
    <>
      {subtitle !== null && <MatchedText text={subtitle} query={query} />}
      {amount && <span> · {format.money(amount)}</span>}
      {accountName !== undefined && <span> · {accountName}</span>}
      {(!isShown || matched === 'line') && (
        <span>
          {' · '}
          {t(`palette.matched.${matched}`)}
          {excerpt !== null && (
            <>
              {' '}
              <MatchedText text={excerpt} query={query} />
            </>
          )}
        </span>
      )}
    </>
  );
}
