import { useHotkeys } from '@mantine/hooks';
import { useNavigate } from 'react-router';
import { useIpcCommand } from '../api/useIpcCommand.ts';
import { isTextField } from '../ui/isTextField.ts';
import { openCommandPalette } from './CommandPalette.tsx';
import { paths } from './paths.ts';
import { useScope } from './useScope.ts';

/** Keys that work on every screen; ShortcutsPage lists them. */
export function useAppShortcuts(scope: string): void {
  const navigate = useNavigate();
  const sync = useIpcCommand('sync.start');
  const { current } = useScope();
  useHotkeys(
    [
      ['alt+Home', () => void navigate(paths.today(scope))],
      ['mod+1', () => void navigate(paths.customers(scope))],
      ['mod+2', () => void navigate(paths.invoices(scope))],
      ['mod+3', () => void navigate(paths.exports(scope))],
      ['mod+4', () => void navigate(paths.audit(scope))],
      ['F5', () => sync.mutate({ workspaceId: current?.id ?? null, full: false })],
      ['mod+,', () => void navigate(paths.settings(scope))],
    ],
    [],
  );
  useHotkeys([['mod+k', openCommandPalette]], []);
  // Not where a question mark is text; after a click on a choice or a tick box it still works.
  useHotkeys(
    [
      [
        'shift+?',
        (event) => void (isTextField(event.target) || navigate(paths.shortcuts(scope))),
        { preventDefault: false },
      ],
    ],
    [],
  );
}
