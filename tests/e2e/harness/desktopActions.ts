/** Something the app gave to the desktop. */
export interface DesktopAction {
  kind:
    | 'openExternal'
    | 'openPath'
    | 'showItemInFolder'
    | 'clipboard'
    | 'notification'
    | 'errorBox'
    | 'print';
  target: string;
}
