import { useCallback, type RefObject } from 'react';
import { useLocation, useNavigate } from 'react-router';

interface FocusedRow {
  focusedRowIndex: () => number | null;
}

export interface ListPlace {
  /** The row where the person was when they left the list; undefined on a first visit. */
  initialRow: number | undefined;
  /** Opens another screen; coming back finds the list at the same row. */
  leaveTo: (path: string, state?: unknown) => void;
}

/** Remembers, in the window's history, where in which list the person was. */
export function useListPlace(list: RefObject<FocusedRow | null>, search: string): ListPlace {
  const navigate = useNavigate();
  const { state } = useLocation();
  const row: unknown = (state as { row?: unknown } | null)?.row;
  const leaveTo = useCallback(
    async (path: string, state?: unknown) => {
      const focused = list.current?.focusedRowIndex() ?? null;
      if (focused !== null) await navigate({ search }, { replace: true, state: { row: focused } });
      await navigate(path, { state });
    },
    [list, navigate, search],
  );
  return {
    initialRow: typeof row === 'number' ? row : undefined,
    leaveTo: (path, next) => void leaveTo(path, next),
  };
}
