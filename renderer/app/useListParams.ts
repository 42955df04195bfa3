import { useCallback, useEffect, useState } from 'react';
import { useLocation, useSearchParams } from 'react-router';

/** Long enough for a word to be typed, short enough that a reload finds the list as it was. */
const settleMs = 250;

/** Marks addresses that a list wrote itself. */
const ownChange = { ownChange: true };

/** The entry of the window's history that is current now, also while React still renders the way to it. */
function currentKey(): unknown {
  return (history.state as { key?: unknown } | null)?.key;
}

export interface ListParams {
  params: URLSearchParams;
  change: (update: (known: URLSearchParams) => URLSearchParams) => void;
}

/**
 * What a list shows, as its address says it: going back finds the list as it was.
 * PERF: a change counts at once and the address follows when the person pauses, because writing it renders the whole
 * app and a search has to answer every key.
 */
export function useListParams(): ListParams {
  const [settled, setSettled] = useSearchParams();
  const { key, state } = useLocation();
  const [ahead, setAhead] = useState({ params: settled, typedOn: undefined as unknown });
  const [arrivalKey, setArrivalKey] = useState(key);
  const isOwn = (state as Partial<typeof ownChange> | null)?.ownChange === true;
  // Something else led here (a link, a command, going back): it decides, unless the person typed on since.
  if (!isOwn && key !== arrivalKey) {
    setArrivalKey(key);
    if (ahead.typedOn !== key) setAhead({ params: settled, typedOn: undefined });
  }

  const change = useCallback<ListParams['change']>(
    (update) => setAhead(({ params }) => ({ params: update(params), typedOn: currentKey() })),
    [],
  );
  const settle = useCallback(
    (next: URLSearchParams) => setSettled(next, { replace: true, state: ownChange }),
    [setSettled],
  );
  const { params } = ahead;
  useEffect(() => {
    if (params.toString() === settled.toString()) return;
    const startedOn = currentKey();
    const timer = setTimeout(() => {
      // Whoever is leaving has moved on before React has shown it; writing the address now would bring them back.
      if (currentKey() === startedOn) settle(params);
    }, settleMs);
    return () => clearTimeout(timer);
  }, [params, settled, settle, key]);
  return { params, change };
}
