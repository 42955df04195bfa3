import { CloseButton, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isTextField } from './isTextField.ts';
import { KeyHint } from './KeyHint.tsx';

export interface SearchInputProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  /** Arrow down and Enter: into the list below. */
  onLeave?: () => void;
  width?: number;
}

/** Search that answers every keystroke; `/` jumps into it, Escape empties it. */
export function SearchInput(props: SearchInputProps): ReactNode {
  const { label, placeholder, value, onChange, onLeave, width = 300 } = props;
  const { t } = useTranslation('ui');
  const input = useRef<HTMLInputElement>(null);
  useHotkeys(
    [
      [
        '/',
        (event) => {
          if (isTextField(event.target)) return;
          event.preventDefault();
          input.current?.focus();
          input.current?.select();
        },
        { preventDefault: false },
      ],
    ],
    [],
  );
  return (
    <TextInput
      ref={input}
      type="search"
      aria-label={label}
      placeholder={placeholder}
      value={value}
      maxLength={200}
      w={width}
      leftSection={<IconSearch size={14} />}
      rightSectionWidth={34}
      rightSection={
        value === '' ? (
          <KeyHint keys="/" />
        ) : (
          <CloseButton size="xs" aria-label={t('clearSearch')} onClick={() => onChange('')} />
        )
      }
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && value !== '') {
          event.stopPropagation();
          onChange('');
        }
        if (event.key === 'ArrowDown' || event.key === 'Enter') {
          event.preventDefault();
          onLeave?.();
        }
      }}
    />
  );
}
