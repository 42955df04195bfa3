import { Button, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ResumeDialog, type ResumeDialogProps } from './ResumeDialog.tsx';
import { useResumeObstacle } from './useCollectObstacle.ts';

/** Opens the dialog that resumes a paused subscription. */
export function ResumeButton(props: Omit<ResumeDialogProps, 'onClose'>): ReactNode {
  const { t } = useTranslation('payments');
  const [isOpen, dialog] = useDisclosure(false);
  const obstacle = useResumeObstacle(props.workspaceId);
  return (
    <>
      <Tooltip label={obstacle} disabled={obstacle === null} multiline maw={320}>
        <Button
          variant="default"
          {...(obstacle === null ? {} : { 'data-disabled': true })}
          aria-disabled={obstacle !== null}
          onClick={() => obstacle === null && dialog.open()}
        >
          {t('service.resume')}
        </Button>
      </Tooltip>
      {isOpen && <ResumeDialog {...props} onClose={dialog.close} />}
    </>
  );
}
