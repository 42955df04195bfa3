import { Alert, Button, Group, Modal, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  defaultLimits,
  listImpossibleLimits,
  listRaisedLimits,
  requestLimitFields,
  stripeLimits,
  type RequestLimits,
} from '../../../shared/domain/requestLimits.ts';
import type { Traffic, Workspace } from '../../../shared/ipc/schemas/workspaces.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { CallError } from '../../app/CallError.tsx';

interface TrafficDialogProps {
  workspace: Workspace;
  traffic: Traffic;
  onClose: () => void;
}

/** How much of Stripe's allowance Kantoor may take; the customer's own systems share it. */
export function TrafficDialog({ workspace, traffic, onClose }: TrafficDialogProps): ReactNode {
  const { t } = useTranslation('health');
  const { id, name, livemode } = workspace;
  const save = useIpcCommand('workspaces.setTraffic');
  const [isUsual, setUsual] = useState(traffic.limits === null);
  const [limits, setLimits] = useState<RequestLimits>(traffic.limits ?? defaultLimits(livemode));
  const [desktops, setDesktops] = useState(traffic.desktops);
  const impossible = isUsual ? [] : listImpossibleLimits(limits, livemode);
  const raised = isUsual ? [] : listRaisedLimits(limits, livemode);
  return (
    <Modal opened onClose={onClose} size={560} title={t('traffic.title', { name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ id, limits: isUsual ? null : limits, desktops }, { onSuccess: onClose });
        }}
      >
        <Stack>
          <NumberInput
            label={t('traffic.desktops')}
            description={t('traffic.desktopsDescription')}
            min={1}
            max={100}
            allowDecimal={false}
            value={desktops}
            onChange={(value) => setDesktops(Number(value))}
          />
          <Switch
            label={t('traffic.usual')}
            checked={isUsual}
            onChange={(event) => setUsual(event.currentTarget.checked)}
          />
          <LimitInputs
            livemode={livemode}
            limits={isUsual ? null : limits}
            onChange={(changes) => setLimits({ ...limits, ...changes })}
          />
          {raised.length > 0 && impossible.length === 0 && (
            <Alert color="yellow">{t('traffic.raised')}</Alert>
          )}
          <Text c="dimmed" size="sm">
            {t('traffic.note')}
          </Text>
          {save.error && <CallError error={save.error} />}
          <Group justify="flex-end">
            <Button
              type="submit"
              loading={save.isPending}
              disabled={impossible.length > 0 || desktops < 1 || desktops > 100}
            >
              {t('traffic.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface LimitInputsProps {
  livemode: boolean;
  /** Null: the usual ones, which cannot be edited. */
  limits: RequestLimits | null;
  onChange: (changes: Partial<RequestLimits>) => void;
}

function LimitInputs({ livemode, limits, onChange }: LimitInputsProps): ReactNode {
  const { t } = useTranslation('health');
  const usual = defaultLimits(livemode);
  const highest = stripeLimits(livemode);
  return requestLimitFields.map((field) => (
    <NumberInput
      key={field}
      label={t(`traffic.${field}`)}
      description={t('traffic.range', { usual: usual[field], highest: highest[field] })}
      disabled={limits === null}
      min={1}
      max={highest[field]}
      allowDecimal={false}
      value={(limits ?? usual)[field]}
      onChange={(value) => onChange({ [field]: Number(value) })}
    />
  ));
}
