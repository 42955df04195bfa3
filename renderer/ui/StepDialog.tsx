import { Modal } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';

export interface StepDialogProps {
  title: string;
  /** *Units*: CSS pixels. */
  size?: number;
  /** Something is on its way: Escape, which is pressed before one thinks, leaves the dialog open. */
  isSending?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog whose contents change from step to step; a click beside it does not lose what it shows. */
export function StepDialog({
  title,
  size = 600,
  isSending = false,
  onClose,
  children,
}: StepDialogProps): ReactNode {
  const contents = useRef<HTMLDivElement>(null);
  useFocusOfSteps(contents);
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeOnClickOutside={false}
      closeOnEscape={!isSending}
    >
      <div ref={contents}>{children}</div>
    </Modal>
  );
}

/** The button that had the focus goes with its step: the next step gets it, and the opener at the end. */
function useFocusOfSteps(contents: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    if (document.activeElement !== document.body || !contents.current) return;
    const wanted = contents.current.querySelector<HTMLElement>('[data-autofocus]');
    (wanted ?? contents.current.closest<HTMLElement>('[role=dialog]'))?.focus();
  });
}
