/** The part of Electron's `IpcMainInvokeEvent` that decides whether a call is answered. */
export interface IpcSender {
  senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Whether a call comes from the main frame of a page that Kantoor itself served. */
export function isTrustedSender(event: IpcSender, origin: { protocol: string; host: string }): boolean {
  const frame = event.senderFrame;
  // SECURITY: a frame that navigated away or was destroyed is null; an embedded frame has a parent.
  if (frame === null || frame.parent !== null) return false;
  if (!URL.canParse(frame.url)) return false;
  const url = new URL(frame.url);
  return url.protocol === origin.protocol && url.host === origin.host;
}
