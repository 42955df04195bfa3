import { ActionIcon, Button, CopyButton as MantineCopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Copies a text; with `label` a button in words, otherwise an icon that is named after what it copies. */
export function CopyButton({
  value,
  what,
  label,
}: {
  value: string;
  what: string;
  label?: string;
}): ReactNode {
  const { t } = useTranslation('ui');
  return (
    <MantineCopyButton value={value} timeout={2000}>
      {({ copied, copy }) => {
        const icon = copied ? <IconCheck size={14} /> : <IconCopy size={14} />;
        if (label !== undefined)
          return (
            <Button variant="default" leftSection={icon} onClick={copy}>
              {copied ? t('copy.done') : label}
            </Button>
          );
        const name = copied ? t('copy.done') : t('copy.copy', { what });
        return (
          <Tooltip label={name}>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={name} onClick={copy}>
              {icon}
            </ActionIcon>
          </Tooltip>
        );
      }}
    </MantineCopyButton>
  );
}
